/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/host.h - the host in an address, as it stands in the archive's terms of
 * sites and as a query is read: both sides take this one.
 */
#ifndef LIB_BASE_HOST_H
#define LIB_BASE_HOST_H

#include "lib/base/slice.h"

/* "example.org" of "https://me@www.example.org:8080/a?b#c", and of "example.org/a":
 * without scheme, user, "www.", port and a last dot; letters as written.  May be
 * empty.  Borrows from s. */
struct slice host_of_address(struct slice s);

#endif
