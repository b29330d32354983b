/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in any encoding to valid UTF-8: see internal.h.
 *
 * The order of evidence: a byte order mark; bytes that are valid UTF-8 with at
 * least one sequence of several bytes, whatever is declared (chance does not
 * make those); what was declared outside; what the page declares of itself;
 * libuchardet on the text between the tags; windows-1252, in which every byte
 * means something.  Labels mean what the WHATWG Encoding Standard says they
 * mean ("latin1" is windows-1252), since that is how pages were proofread.
 *
 * Nothing is lost: a byte that the encoding does not have becomes U+FFFD (or,
 * in a page that is mostly UTF-8, its windows-1252 character) and sets
 * FLAG(BAD_ENCODING).
 */
#include "corpus/internal.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "corpus/charset_guess.h"
#include "corpus/mojibake.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"

#define SNIFF_BYTES 4096
#define DETECT_MIN 4 /* fewer high bytes prove nothing */
#define LABEL_MAX CHARSET_LABEL_MAX

/* Labels that mean another encoding than iconv thinks, in lower case without
 * '-', '_' and blanks.  NULL: UTF-8. */
static const struct {
	const char *label, *iconv_name;
} labels[] = {
	{"utf8", NULL},
	{"unicode11utf8", NULL},
	{"utf16", NULL}, /* a page whose declaration could be read is not UTF-16 */
	{"utf16le", NULL},
	{"utf16be", NULL},
	{"iso88591", "CP1252"},
	{"iso885911987", "CP1252"},
	{"latin1", "CP1252"},
	{"l1", "CP1252"},
	{"ascii", "CP1252"},
	{"usascii", "CP1252"},
	{"cp1252", "CP1252"},
	{"windows1252", "CP1252"},
	{"xcp1252", "CP1252"},
	{"windows1250", "CP1250"},
	{"windows1251", "CP1251"},
	{"xcp1251", "CP1251"},
	{"windows1253", "CP1253"},
	{"iso88599", "CP1254"},
	{"latin5", "CP1254"},
	{"windows1254", "CP1254"},
	{"windows1255", "CP1255"},
	{"iso88598i", "CP1255"},
	{"logical", "CP1255"},
	{"windows1256", "CP1256"},
	{"windows1257", "CP1257"},
	{"windows1258", "CP1258"},
	{"gb2312", "GB18030"},
	{"gb231280", "GB18030"},
	{"gbk", "GB18030"},
	{"xgbk", "GB18030"},
	{"chinese", "GB18030"},
	{"hzgb2312", "HZ"},
	{"big5", "BIG5-HKSCS"},
	{"big5hkscs", "BIG5-HKSCS"},
	{"xxbig5", "BIG5-HKSCS"},
	{"shiftjis", "CP932"},
	{"sjis", "CP932"},
	{"xsjis", "CP932"},
	{"mskanji", "CP932"},
	{"windows31j", "CP932"},
	{"xeucjp", "EUC-JP"},
	{"ksc56011987", "CP949"},
	{"ksc5601", "CP949"},
	{"euckr", "CP949"},
	{"windows949", "CP949"},
	{"korean", "CP949"},
	{"tis620", "CP874"},
	{"iso885911", "CP874"},
	{"windows874", "CP874"},
	{"macintosh", "MACINTOSH"},
	{"xmacroman", "MACINTOSH"},
	{"maccyrillic", "MAC-CYRILLIC"},
	{"xmaccyrillic", "MAC-CYRILLIC"},
	{"koi8r", "KOI8-R"},
	{"koi8u", "KOI8-U"},
};

/* windows-1252 as WHATWG has it: 0x80 to 0x9F, the five holes as controls. */
static const uint16_t cp1252[32] = {
	0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
	0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

uint32_t charset_cp1252(unsigned char c)
{
	return c >= 0x80 && c < 0xA0 ? cp1252[c - 0x80] : c;
}

/* What the scan for UTF-8 found. */
struct shape {
	size_t bytes_high; /* bytes from 0x80 */
	size_t good;       /* valid sequences of several bytes */
	size_t bad;        /* bytes that begin none */
	bool   escapes;    /* ESC: a 7-bit encoding with states */
	bool   hz;         /* "~{": HZ */
};

static bool has_hz(struct slice s)
{
	const char *q = s.p, *end = s.p + s.n;

	while (q < end && (q = memchr(q, '~', (size_t)(end - q))) != NULL)
		if (++q < end && *q == '{')
			return true;
	return false;
}

static struct shape shape_of(struct slice s)
{
	struct shape r = {0, 0, 0, false, false};
	size_t i = 0, len;

	r.escapes = s.n && memchr(s.p, 0x1B, s.n);
	r.hz = has_hz(s);
	while (i < s.n) {
		uint64_t eight;

		if (i + 8 <= s.n) {
			memcpy(&eight, s.p + i, 8);
			if (!(eight & 0x8080808080808080u)) {
				i += 8;
				continue;
			}
		}
		if ((unsigned char)s.p[i] < 0x80) {
			i++;
		} else if (utf8_valid_at(s, i, &len)) {
			r.good++;
			r.bytes_high += len;
			i += len;
		} else {
			r.bad++;
			r.bytes_high++;
			i++;
		}
	}
	return r;
}

/* --- labels ------------------------------------------------------------- */

struct encoding {
	bool known;
	bool utf8;
	char name[LABEL_MAX];
};

static struct encoding encoding_of_label(struct slice label)
{
	struct encoding e = {false, false, ""};
	char key[LABEL_MAX], raw[LABEL_MAX];
	size_t i, k = 0, r = 0;

	label = slice_trim(label);
	if (label.n == 0 || label.n >= LABEL_MAX)
		return e;
	for (i = 0; i < label.n; i++) {
		char c = ascii_lower(label.p[i]);

		if (!ascii_is_alpha(c) && !ascii_is_digit(c) && !strchr("-_:. ", c))
			return e;
		raw[r++] = label.p[i];
		if (ascii_is_alpha(c) || ascii_is_digit(c))
			key[k++] = c;
	}
	key[k] = raw[r] = '\0';
	e.known = true;
	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (strcmp(key, labels[i].label))
			continue;
		e.utf8 = !labels[i].iconv_name;
		snprintf(e.name, sizeof(e.name), "%s", e.utf8 ? "UTF-8" : labels[i].iconv_name);
		return e;
	}
	snprintf(e.name, sizeof(e.name), "%s", raw);
	return e;
}

/* `word` at or after i, without case; s.n when there is none. */
static size_t find_word(struct slice s, size_t i, const char *word)
{
	size_t n = strlen(word);

	for (; i + n <= s.n; i++)
		if (slice_ieq_str(slice_sub(s, i, i + n), word))
			return i;
	return s.n;
}

/* The value behind "charset=" or "encoding=" from i: quotes, then a label. */
static struct slice label_at(struct slice s, size_t i)
{
	size_t from;

	while (i < s.n && (ascii_is_space(s.p[i]) || s.p[i] == '='))
		i++;
	if (i < s.n && (s.p[i] == '"' || s.p[i] == '\''))
		i++;
	for (from = i; i < s.n && !strchr("\"'>;?/ \t\r\n", s.p[i]); i++)
		;
	return slice_sub(s, from, i);
}

/* What the page says of itself in its first 4 KiB. */
static struct encoding encoding_of_page(struct slice s)
{
	struct encoding none = {false, false, ""}, e;
	size_t i;

	s = slice_sub(s, 0, SNIFF_BYTES);
	if (slice_starts(slice_trim(s), SLICE_LIT("<?xml"))) {
		size_t end = find_word(s, 0, "?>");

		i = find_word(slice_sub(s, 0, end), 0, "encoding");
		if (i < end) {
			e = encoding_of_label(label_at(slice_sub(s, 0, end), i + 8));
			if (e.known)
				return e;
		}
	}
	for (i = 0; (i = find_word(s, i, "<meta")) < s.n; i++) {
		size_t end = find_word(s, i, ">");
		size_t at = find_word(slice_sub(s, 0, end), i, "charset");

		if (at < end) {
			e = encoding_of_label(label_at(slice_sub(s, 0, end), at + 7));
			if (e.known)
				return e;
		}
	}
	return none;
}

/* --- conversion ------------------------------------------------------------ */

static void convert_1252(struct slice s, struct buf *out)
{
	size_t i, from = 0;

	for (i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] < 0x80)
			continue;
		buf_add(out, s.p + from, i - from);
		utf8_add(out, charset_cp1252((unsigned char)s.p[i]));
		from = i + 1;
	}
	buf_add(out, s.p + from, s.n - from);
}

/* UTF-8 with some bad bytes: replaced when they are few, else read as
 * windows-1252, which is what two pasted sources make. */
static void convert_utf8(struct slice s, struct shape sh, struct buf *out, uint32_t *flags)
{
	bool as_1252 = sh.bad > s.n / 1000;
	size_t i = 0, from = 0, len;

	if (sh.bad)
		*flags |= FLAG(BAD_ENCODING);
	while (sh.bad && i < s.n) {
		if ((unsigned char)s.p[i] < 0x80) {
			i++;
		} else if (utf8_valid_at(s, i, &len)) {
			i += len;
		} else {
			buf_add(out, s.p + from, i - from);
			utf8_add(out, as_1252 ? charset_cp1252((unsigned char)s.p[i]) : UTF8_BAD);
			from = ++i;
		}
	}
	buf_add(out, s.p + from, s.n - from);
}

/* By iconv; false when it does not know the encoding. */
static bool convert_iconv(struct slice s, const char *name, struct buf *out, uint32_t *flags)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)s.p; /* iconv's signature is not const; it does not write */
	size_t left = s.n;

	if (cd == (iconv_t)-1)
		return false;
	while (left && buf_error(out) == STATUS_OK) {
		size_t room = left * 3 + 16 < 256 * KIB ? left * 3 + 16 : 256 * KIB;
		char *to = buf_reserve(out, room), *end = to;
		size_t rc;

		if (!to)
			break;
		rc = iconv(cd, &in, &left, &end, &room);
		out->len += (size_t)(end - to);
		if (rc == (size_t)-1 && errno != E2BIG && left) {
			utf8_add(out, UTF8_BAD);
			*flags |= FLAG(BAD_ENCODING);
			in++, left--;
			iconv(cd, NULL, NULL, NULL, NULL);
		}
	}
	iconv_close(cd);
	buf_add_str(out, ""); /* the NUL behind it, too */
	return true;
}

static void convert(struct slice s, struct encoding e, struct shape sh, struct buf *out,
		    uint32_t *flags)
{
	if (!e.known || !strcmp(e.name, "CP1252"))
		convert_1252(s, out);
	else if (e.utf8)
		convert_utf8(s, sh, out, flags);
	else if (!convert_iconv(s, e.name, out, flags))
		convert_1252(s, out);
}

/* UTF-16 or UTF-32 without a mark looks like text in which every other byte is NUL,
 * or three of four. */
static const char *wide_without_mark(struct slice s)
{
	size_t nuls[4] = {0}, i, n = s.n < 512 ? s.n & ~(size_t)3 : 512, most = n / 4 * 2 / 3;
	unsigned full = 0;

	for (i = 0; i < n; i++)
		nuls[i & 3] += s.p[i] == '\0';
	for (i = 0; i < 4; i++)
		full |= (nuls[i] > most) << i;
	if (n < 16)
		return NULL;
	if (full == 0x7)
		return "UTF-32BE";
	if (full == 0xE)
		return "UTF-32LE";
	if (full == 0x5)
		return "UTF-16BE";
	return full == 0xA ? "UTF-16LE" : NULL;
}

static struct encoding encoding_of_mark(struct slice *s)
{
	static const struct {
		const char *mark, *name;
		size_t n;
	} marks[] = {
		{"\xFF\xFE\0\0", "UTF-32LE", 4}, {"\0\0\xFE\xFF", "UTF-32BE", 4},
		{"\xEF\xBB\xBF", "UTF-8", 3},    {"\xFF\xFE", "UTF-16LE", 2},
		{"\xFE\xFF", "UTF-16BE", 2},
	};
	struct encoding e = {false, false, ""};
	const char *wide;
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (!slice_starts(*s, slice_of(marks[i].mark, marks[i].n)))
			continue;
		*s = slice_sub(*s, marks[i].n, s->n);
		e.known = true;
		e.utf8 = marks[i].n == 3;
		snprintf(e.name, sizeof(e.name), "%s", marks[i].name);
		return e;
	}
	wide = wide_without_mark(*s);
	e.known = wide != NULL;
	snprintf(e.name, sizeof(e.name), "%s", wide ? wide : "");
	return e;
}

static struct encoding encoding_detected(struct slice s, bool html)
{
	char label[CHARSET_LABEL_MAX];

	charset_guess(s, html, label);
	return encoding_of_label(slice_str(label));
}

static bool seven_bit(struct encoding e)
{
	return !strncasecmp(e.name, "ISO-2022", 8) || !strcmp(e.name, "HZ");
}

static struct encoding choose(struct slice s, struct slice declared, bool html, struct shape sh)
{
	struct encoding utf8 = {true, true, "UTF-8"};
	struct encoding said = encoding_of_label(declared);

	if (!said.known && html)
		said = encoding_of_page(s);
	if (said.known && seven_bit(said))
		return said;
	if (sh.bytes_high == 0 && !sh.escapes && !sh.hz)
		return utf8;
	if (sh.bad == 0 && sh.good > 0)
		return utf8;
	/* A wrong "utf-8" on a page in another encoding: hardly any byte fits. */
	if (said.known && !(said.utf8 && sh.bad > sh.good * 2))
		return said;
	if (!said.known && sh.bad * 100 < sh.good)
		return utf8;
	said.known = false;
	if (charset_has_mac_quotes(s))
		return (struct encoding){true, false, "MACINTOSH"};
	if (sh.bytes_high >= DETECT_MIN || sh.bytes_high == 0)
		said = encoding_detected(s, html);
	if (said.known && !said.utf8 && (sh.bytes_high || seven_bit(said)))
		return said;
	if (sh.bytes_high == 0)
		return utf8;
	return (struct encoding){true, false, "CP1252"};
}

/* NULs mean nothing in text, and C strings would end at them. */
static void drop_nuls(struct buf *out, size_t from, uint32_t *flags)
{
	char *w = out->len > from ? memchr(out->data + from, '\0', out->len - from) : NULL;
	char *end = out->data + out->len, *r;

	if (!w)
		return;
	*flags |= FLAG(NULS);
	for (r = w; r < end; r++)
		if (*r)
			*w++ = *r;
	buf_truncate(out, (size_t)(w - out->data));
}

enum status charset_to_utf8(struct slice bytes, struct slice declared, bool html, struct buf *out,
			    uint32_t *flags, struct err *err)
{
	size_t from = out->len;
	struct shape sh;
	struct encoding e;

	e = encoding_of_mark(&bytes);
	sh = shape_of(bytes);
	if (!e.known)
		e = choose(bytes, declared, html, sh);
	convert(bytes, e, sh, out, flags);
	if (buf_error(out) != STATUS_OK)
		return err_set(err, STATUS_TOO_BIG, "past %zu bytes as UTF-8", out->max);
	drop_nuls(out, from, flags);
	if (mojibake_undo(out, from))
		*flags |= FLAG(MOJIBAKE_FIXED);
	return STATUS_OK;
}
