/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/base/host.h"

#include <string.h>

/* Up to the path, the query or the fragment. */
static struct slice authority(struct slice s)
{
	const char *scheme = s.n ? memmem(s.p, s.n, "://", 3) : NULL;
	size_t i;

	if (scheme)
		s = slice_sub(s, (size_t)(scheme - s.p) + 3, s.n);
	else if (slice_starts(s, SLICE_LIT("//")))
		s = slice_sub(s, 2, s.n);
	for (i = 0; i < s.n && !memchr("/?#\\", s.p[i], 4); i++)
		;
	return slice_sub(s, 0, i);
}

struct slice host_of_address(struct slice s)
{
	static const struct slice www = {"www.", 4};
	size_t i, user = 0;

	s = authority(slice_trim(s));
	for (i = 0; i < s.n; i++)
		if (s.p[i] == '@')
			user = i + 1;
	s = slice_sub(s, user, s.n);
	i = 0;
	if (s.n && s.p[0] == '[') /* an address in figures has colons of its own */
		while (i < s.n && s.p[i] != ']')
			i++;
	while (i < s.n && s.p[i] != ':')
		i++;
	s = slice_sub(s, 0, i);
	if (s.n && s.p[s.n - 1] == '.')
		s.n--;
	if (s.n > www.n && slice_ieq_str(slice_sub(s, 0, www.n), www.p))
		s = slice_sub(s, www.n, s.n);
	return s;
}
