/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/num.h - strict numbers.
 *
 * The whole slice must be the number: no sign where none belongs, no space, no
 * trailing text, no locale.  atoi, strtol and sscanf are not used elsewhere.
 * Outputs are written only on success.
 */
#ifndef LIB_BASE_NUM_H
#define LIB_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/slice.h"

/* Decimal digits only, at most `max`. */
bool num_u64(struct slice s, uint64_t max, uint64_t *out) __attribute__((warn_unused_result));
bool num_u32(struct slice s, uint32_t max, uint32_t *out) __attribute__((warn_unused_result));
/* "-"? digits ("." digits)? ; finite, |v| <= max. */
bool num_double(struct slice s, double max, double *out) __attribute__((warn_unused_result));
/* A size: digits, then nothing or one of k m g (powers of 1024, any case). */
bool num_bytes(struct slice s, uint64_t max, uint64_t *out) __attribute__((warn_unused_result));

#endif
