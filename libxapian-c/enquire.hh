/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/enquire.hh - what enquire.cc, match.cc and mset.cc share. */
#ifndef LIBXAPIAN_C_ENQUIRE_HH
#define LIBXAPIAN_C_ENQUIRE_HH

#include "libxapian-c/internal.hh"

struct xc_enquire {
	Xapian::Enquire e;
};

struct xc_mset {
	Xapian::MSet m;
};

struct xc_rset {
	Xapian::RSet r;
};

struct xc_eset {
	Xapian::ESet s;
};

#endif
