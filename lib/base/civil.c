/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Civil days: see civil.h. */
#include "lib/base/civil.h"

#include "lib/base/num.h"

static bool leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int civil_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool civil_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= civil_month_days(year, month);
}

int32_t civil_to_days(struct civil c)
{
	int y = c.year - (c.month <= 2);
	int era = y / 400;
	int yoe = y - era * 400;
	int doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

struct civil civil_from_days(int32_t days)
{
	int64_t z = (int64_t)days + 719468; /* days may be any: from a damaged record */
	int32_t era = (int32_t)((z >= 0 ? z : z - 146096) / 146097);
	int32_t doe = (int32_t)(z - (int64_t)era * 146097);
	int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int32_t mp = (5 * doy + 2) / 153;
	struct civil c = {.day = doy - (153 * mp + 2) / 5 + 1, .month = mp < 10 ? mp + 3 : mp - 9};

	c.year = yoe + era * 400 + (c.month <= 2);
	return c;
}

int civil_weekday(int32_t days)
{
	int w = (days % 7 + 4) % 7;

	return w < 0 ? w + 7 : w;
}

bool civil_parse_ymd(struct slice s, struct civil *out, size_t *used)
{
	bool dashed = s.n >= 10 && s.p[4] == '-' && s.p[7] == '-';
	uint32_t y, m, d;

	if (dashed) {
		if (!num_u32(slice_sub(s, 0, 4), 9999, &y) || !num_u32(slice_sub(s, 5, 7), 12, &m) ||
		    !num_u32(slice_sub(s, 8, 10), 31, &d))
			return false;
	} else {
		if (s.n < 8 || !num_u32(slice_sub(s, 0, 4), 9999, &y) ||
		    !num_u32(slice_sub(s, 4, 6), 12, &m) || !num_u32(slice_sub(s, 6, 8), 31, &d))
			return false;
	}
	if (!civil_valid((int)y, (int)m, (int)d))
		return false;
	*out = (struct civil){(int)y, (int)m, (int)d};
	*used = dashed ? 10 : 8;
	return true;
}
