/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/enquire.hh - what enquire.cc, match.cc and mset.cc share. */
#ifndef LIBXAPIAN_C_ENQUIRE_HH
#define LIBXAPIAN_C_ENQUIRE_HH

#include "libxapian-c/internal.hh"

struct xc_enquire {
	Xapian::Enquire e;
	Xapian::Database db;
	xc_query query{}; /* what is asked, with its shape */
	uint32_t query_length = 0;
	bool weightless = false; /* XC_WEIGHT_BOOL */
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
