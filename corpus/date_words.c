/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of printed dates, folded, in byte order: see date_words.h.
 *
 * Names of months in the nominative, the genitive and the usual short forms.
 * A name is listed with its marks and without, so that the table does not
 * depend on which marks the folding drops.  A name that means different months
 * in different languages (Croatian and Polish "listopad") stands with the
 * month of more readers; date_words.c asks the language for the other.
 */
#include "corpus/date_words.h"

#include <string.h>

static const struct {
	const char *word;
	int         month;
} months[] = {
	{"abendua", 12}, {"abenduaren", 12}, {"abr", 4}, {"abril", 4}, {"abuztua", 8},
	{"abuztuaren", 8}, {"ago", 8}, {"agost", 8}, {"agosto", 8}, {"agu", 8},
	{"agustos", 8}, {"agustus", 8}, {"aibrean", 4}, {"aibreán", 4}, {"aout", 8},
	{"août", 8}, {"apirila", 4}, {"apirilaren", 4}, {"apr", 4}, {"april", 4},
	{"aprila", 4}, {"aprile", 4}, {"aprili", 4}, {"aprilie", 4}, {"aprilis", 4},
	{"aprill", 4}, {"apríl", 4}, {"apríla", 4}, {"aprīlis", 4}, {"aprīlī", 4},
	{"ara", 12}, {"aralık", 12}, {"aug", 8}, {"august", 8}, {"augusta", 8},
	{"augusti", 8}, {"augusts", 8}, {"augustus", 8}, {"augustā", 8}, {"augusztus", 8},
	{"avg", 8}, {"avgust", 8}, {"avgusta", 8}, {"avr", 4}, {"avril", 4},
	{"azaroa", 11}, {"azaroaren", 11}, {"ağu", 8}, {"ağustos", 8}, {"balandis", 4},
	{"balandzio", 4}, {"balandžio", 4}, {"bealtaine", 5}, {"birzelio", 6},
	{"birzelis", 6}, {"birželio", 6}, {"birželis", 6}, {"brezen", 3}, {"brezna", 3},
	{"březen", 3}, {"března", 3}, {"cerven", 6}, {"cervence", 7}, {"cervenec", 7},
	{"cervna", 6}, {"cze", 6}, {"czerwca", 6}, {"czerwiec", 6}, {"dec", 12},
	{"decembar", 12}, {"december", 12}, {"decembra", 12}, {"decembre", 12},
	{"decembri", 12}, {"decembrie", 12}, {"decembris", 12}, {"decembrī", 12},
	{"des", 12}, {"desember", 12}, {"desembre", 12}, {"detsember", 12}, {"dez", 12},
	{"dezember", 12}, {"dezembro", 12}, {"dic", 12}, {"dicembre", 12},
	{"diciembre", 12}, {"disember", 12}, {"duben", 4}, {"dubna", 4}, {"déc", 12},
	{"décembre", 12}, {"eanair", 1}, {"eanáir", 1}, {"ekaina", 6}, {"ekainaren", 6},
	{"eki", 10}, {"ekim", 10}, {"elokuu", 8}, {"elokuun", 8}, {"elokuuta", 8},
	{"ene", 1}, {"enero", 1}, {"eyl", 9}, {"eylul", 9}, {"eylül", 9}, {"feabhra", 2},
	{"feb", 2}, {"febbraio", 2}, {"feber", 2}, {"febrer", 2}, {"febrero", 2},
	{"februar", 2}, {"februara", 2}, {"februari", 2}, {"februarie", 2},
	{"februaris", 2}, {"february", 2}, {"február", 2}, {"februára", 2},
	{"februāris", 2}, {"februārī", 2}, {"fev", 2}, {"fevereiro", 2}, {"fevr", 2},
	{"fevrier", 2}, {"fév", 2}, {"févr", 2}, {"février", 2}, {"geguze", 5},
	{"geguzes", 5}, {"gegužė", 5}, {"gegužės", 5}, {"gen", 1}, {"gener", 1},
	{"gennaio", 1}, {"giu", 6}, {"giugno", 6}, {"gru", 12}, {"grudnia", 12},
	{"grudzien", 12}, {"grudzień", 12}, {"gruodis", 12}, {"gruodzio", 12},
	{"gruodžio", 12}, {"haz", 6}, {"haziran", 6}, {"heinakuu", 7}, {"heinakuun", 7},
	{"heinakuuta", 7}, {"heinäkuu", 7}, {"heinäkuun", 7}, {"heinäkuuta", 7},
	{"helmikuu", 2}, {"helmikuun", 2}, {"helmikuuta", 2}, {"huhtikuu", 4},
	{"huhtikuun", 4}, {"huhtikuuta", 4}, {"ian", 1}, {"ianuarie", 1}, {"iraila", 9},
	{"irailaren", 9}, {"iuil", 7}, {"iul", 7}, {"iulie", 7}, {"iun", 6}, {"iunie", 6},
	{"iúil", 7}, {"jaanuar", 1}, {"jan", 1}, {"janeiro", 1}, {"janner", 1},
	{"januar", 1}, {"januara", 1}, {"januari", 1}, {"january", 1}, {"január", 1},
	{"januára", 1}, {"janv", 1}, {"janvari", 1}, {"janvaris", 1}, {"janvier", 1},
	{"janvāris", 1}, {"janvārī", 1}, {"joulukuu", 12}, {"joulukuun", 12},
	{"joulukuuta", 12}, {"juil", 7}, {"juillet", 7}, {"juin", 6}, {"jul", 7},
	{"jula", 7}, {"julai", 7}, {"julho", 7}, {"juli", 7}, {"julija", 7}, {"julijs", 7},
	{"julio", 7}, {"juliol", 7}, {"julius", 7}, {"july", 7}, {"jun", 6}, {"juna", 6},
	{"june", 6}, {"junho", 6}, {"juni", 6}, {"junija", 6}, {"junijs", 6}, {"junio", 6},
	{"junius", 6}, {"juny", 6}, {"juuli", 7}, {"juuni", 6}, {"jänner", 1}, {"júl", 7},
	{"júla", 7}, {"július", 7}, {"jún", 6}, {"júna", 6}, {"június", 6}, {"jūlijs", 7},
	{"jūlijā", 7}, {"jūnijs", 6}, {"jūnijā", 6}, {"kas", 11}, {"kasım", 11},
	{"kesakuu", 6}, {"kesakuun", 6}, {"kesakuuta", 6}, {"kesäkuu", 6}, {"kesäkuun", 6},
	{"kesäkuuta", 6}, {"kolovoz", 8}, {"kolovoza", 8}, {"kovas", 3}, {"kovo", 3},
	{"kveten", 5}, {"kvetna", 5}, {"květen", 5}, {"května", 5}, {"kwi", 4},
	{"kwiecien", 4}, {"kwiecień", 4}, {"kwietnia", 4}, {"lapkricio", 11},
	{"lapkritis", 11}, {"lapkričio", 11}, {"leden", 1}, {"ledna", 1}, {"liepa", 7},
	{"liepos", 7}, {"lip", 7}, {"lipanj", 6}, {"lipca", 7}, {"lipiec", 7},
	{"lipnja", 6}, {"lis", 11}, {"listopad", 11}, {"listopada", 11}, {"listopadu", 11},
	{"lokakuu", 10}, {"lokakuun", 10}, {"lokakuuta", 10}, {"lug", 7}, {"luglio", 7},
	{"lunasa", 8}, {"lut", 2}, {"lutego", 2}, {"luty", 2}, {"lúnasa", 8},
	{"maaliskuu", 3}, {"maaliskuun", 3}, {"maaliskuuta", 3}, {"maart", 3}, {"mac", 3},
	{"mag", 5}, {"maggio", 5}, {"mai", 5}, {"maiatza", 5}, {"maiatzaren", 5},
	{"maig", 5}, {"maija", 5}, {"maijs", 5}, {"maijā", 5}, {"maio", 5}, {"maj", 5},
	{"maja", 5}, {"majus", 5}, {"mar", 3}, {"marc", 3}, {"marca", 3}, {"march", 3},
	{"marcius", 3}, {"marco", 3}, {"marec", 3}, {"maret", 3}, {"marraskuu", 11},
	{"marraskuun", 11}, {"marraskuuta", 11}, {"mars", 3}, {"mart", 3}, {"marta", 3},
	{"martie", 3}, {"marts", 3}, {"martxoa", 3}, {"martxoaren", 3}, {"martā", 3},
	{"marz", 3}, {"marzec", 3}, {"marzo", 3}, {"març", 3}, {"março", 3}, {"may", 5},
	{"mayo", 5}, {"mayıs", 5}, {"mean", 9}, {"mei", 5}, {"meitheamh", 6}, {"meán", 9},
	{"mrt", 3}, {"mrz", 3}, {"máj", 5}, {"mája", 5}, {"május", 5}, {"márc", 3},
	{"március", 3}, {"márta", 3}, {"mär", 3}, {"märts", 3}, {"märz", 3}, {"nis", 4},
	{"nisan", 4}, {"noi", 11}, {"noiembrie", 11}, {"nollaig", 12}, {"nov", 11},
	{"november", 11}, {"novembra", 11}, {"novembre", 11}, {"novembri", 11},
	{"novembris", 11}, {"novembro", 11}, {"novembrī", 11}, {"noviembre", 11},
	{"oca", 1}, {"ocak", 1}, {"oct", 10}, {"october", 10}, {"octobre", 10},
	{"octombrie", 10}, {"octubre", 10}, {"ogos", 8}, {"okt", 10}, {"oktobar", 10},
	{"oktober", 10}, {"oktobra", 10}, {"oktobri", 10}, {"oktobris", 10},
	{"oktobrī", 10}, {"oktoober", 10}, {"október", 10}, {"októbra", 10},
	{"otsaila", 2}, {"otsailaren", 2}, {"ott", 10}, {"ottobre", 10}, {"out", 10},
	{"outubro", 10}, {"ozujak", 3}, {"ozujka", 3}, {"ožujak", 3}, {"ožujka", 3},
	{"paz", 10}, {"pazdziernik", 10}, {"pazdziernika", 10}, {"paź", 10},
	{"październik", 10}, {"października", 10}, {"prosinac", 12}, {"prosinca", 12},
	{"prosince", 12}, {"prosinec", 12}, {"rijen", 10}, {"rijna", 10}, {"rugpjucio", 8},
	{"rugpjutis", 8}, {"rugpjūtis", 8}, {"rugpjūčio", 8}, {"rugsejis", 9},
	{"rugsejo", 9}, {"rugsėjis", 9}, {"rugsėjo", 9}, {"rujan", 9}, {"rujna", 9},
	{"samhain", 11}, {"sausio", 1}, {"sausis", 1}, {"sep", 9}, {"sept", 9},
	{"september", 9}, {"septembra", 9}, {"septembre", 9}, {"septembri", 9},
	{"septembrie", 9}, {"septembris", 9}, {"septembrī", 9}, {"septiembre", 9},
	{"set", 9}, {"setembre", 9}, {"setembro", 9}, {"setiembre", 9}, {"settembre", 9},
	{"sie", 8}, {"sierpien", 8}, {"sierpień", 8}, {"sierpnia", 8}, {"sijecanj", 1},
	{"sijecnja", 1}, {"siječanj", 1}, {"siječnja", 1}, {"spalio", 10}, {"spalis", 10},
	{"srpanj", 7}, {"srpen", 8}, {"srpna", 8}, {"srpnja", 7}, {"studeni", 11},
	{"studenog", 11}, {"studenoga", 11}, {"sty", 1}, {"styczen", 1}, {"styczeń", 1},
	{"stycznia", 1}, {"sub", 2}, {"subat", 2}, {"svibanj", 5}, {"svibnja", 5},
	{"syyskuu", 9}, {"syyskuun", 9}, {"syyskuuta", 9}, {"szept", 9}, {"szeptember", 9},
	{"tammikuu", 1}, {"tammikuun", 1}, {"tammikuuta", 1}, {"tem", 7}, {"temmuz", 7},
	{"toukokuu", 5}, {"toukokuun", 5}, {"toukokuuta", 5}, {"travanj", 4},
	{"travnja", 4}, {"unor", 2}, {"unora", 2}, {"urria", 10}, {"urriaren", 10},
	{"urtarrila", 1}, {"urtarrilaren", 1}, {"uztaila", 7}, {"uztailaren", 7},
	{"vasario", 2}, {"vasaris", 2}, {"veebruar", 2}, {"veljaca", 2}, {"veljace", 2},
	{"veljača", 2}, {"veljače", 2}, {"wrz", 9}, {"wrzesien", 9}, {"wrzesień", 9},
	{"wrzesnia", 9}, {"września", 9}, {"zari", 9}, {"září", 9}, {"ápr", 4},
	{"április", 4}, {"únor", 2}, {"února", 2}, {"červen", 6}, {"července", 7},
	{"červenec", 7}, {"června", 6}, {"říjen", 10}, {"října", 10}, {"şub", 2},
	{"şubat", 2}, {"απρ", 4}, {"απρίλιοσ", 4}, {"απριλίου", 4}, {"απριλιοσ", 4},
	{"απριλιου", 4}, {"αυγ", 8}, {"αυγουστοσ", 8}, {"αυγουστου", 8}, {"αυγούστου", 8},
	{"αύγουστοσ", 8}, {"δεκ", 12}, {"δεκέμβριοσ", 12}, {"δεκεμβρίου", 12},
	{"δεκεμβριοσ", 12}, {"δεκεμβριου", 12}, {"ιαν", 1}, {"ιανουάριοσ", 1},
	{"ιανουαρίου", 1}, {"ιανουαριοσ", 1}, {"ιανουαριου", 1}, {"ιουλ", 7},
	{"ιουλίου", 7}, {"ιουλιοσ", 7}, {"ιουλιου", 7}, {"ιουν", 6}, {"ιουνίου", 6},
	{"ιουνιοσ", 6}, {"ιουνιου", 6}, {"ιούλιοσ", 7}, {"ιούνιοσ", 6}, {"μάιοσ", 5},
	{"μάρτιοσ", 3}, {"μαΐου", 5}, {"μαι", 5}, {"μαΐου", 5}, {"μαιοσ", 5},
	{"μαιου", 5}, {"μαρ", 3}, {"μαρτίου", 3}, {"μαρτιοσ", 3}, {"μαρτιου", 3},
	{"μαϊ", 5}, {"νοέμβριοσ", 11}, {"νοε", 11}, {"νοεμβρίου", 11}, {"νοεμβριοσ", 11},
	{"νοεμβριου", 11}, {"οκτ", 10}, {"οκτωβρίου", 10}, {"οκτωβριοσ", 10},
	{"οκτωβριου", 10}, {"οκτώβριοσ", 10}, {"σεπ", 9}, {"σεπτέμβριοσ", 9},
	{"σεπτεμβρίου", 9}, {"σεπτεμβριοσ", 9}, {"σεπτεμβριου", 9}, {"φεβ", 2},
	{"φεβρουάριοσ", 2}, {"φεβρουαρίου", 2}, {"φεβρουαριοσ", 2}, {"φεβρουαριου", 2},
	{"авг", 8}, {"август", 8}, {"августа", 8}, {"апр", 4}, {"апрель", 4},
	{"апреля", 4}, {"април", 4}, {"априла", 4}, {"березень", 3}, {"березня", 3},
	{"вересень", 9}, {"вересня", 9}, {"грудень", 12}, {"грудня", 12}, {"дек", 12},
	{"декабрь", 12}, {"декабря", 12}, {"декември", 12}, {"децембар", 12},
	{"децембра", 12}, {"жовтень", 10}, {"жовтня", 10}, {"июл", 7}, {"июль", 7},
	{"июля", 7}, {"июн", 6}, {"июнь", 6}, {"июня", 6}, {"квітень", 4}, {"квітня", 4},
	{"липень", 7}, {"липня", 7}, {"листопад", 11}, {"листопада", 11}, {"лютии", 2},
	{"лютий", 2}, {"лютого", 2}, {"маи", 5}, {"май", 5}, {"мар", 3}, {"март", 3},
	{"марта", 3}, {"мая", 5}, {"мај", 5}, {"маја", 5}, {"новембар", 11},
	{"новембра", 11}, {"ноември", 11}, {"ноя", 11}, {"ноябрь", 11}, {"ноября", 11},
	{"окт", 10}, {"октобар", 10}, {"октобра", 10}, {"октомври", 10}, {"октябрь", 10},
	{"октября", 10}, {"сен", 9}, {"сент", 9}, {"сентябрь", 9}, {"сентября", 9},
	{"септембар", 9}, {"септембра", 9}, {"септември", 9}, {"серпень", 8},
	{"серпня", 8}, {"січень", 1}, {"січня", 1}, {"травень", 5}, {"травня", 5},
	{"фебруар", 2}, {"фебруара", 2}, {"фев", 2}, {"февраль", 2}, {"февраля", 2},
	{"февруари", 2}, {"червень", 6}, {"червня", 6}, {"юли", 7}, {"юни", 6}, {"янв", 1},
	{"январь", 1}, {"января", 1}, {"януари", 1}, {"јануар", 1}, {"јануара", 1},
	{"јул", 7}, {"јула", 7}, {"јун", 6}, {"јуна", 6}, {"אוגוסט", 8}, {"אוקטובר", 10},
	{"אפריל", 4}, {"באוגוסט", 8}, {"באוקטובר", 10}, {"באפריל", 4}, {"בדצמבר", 12},
	{"ביולי", 7}, {"ביוני", 6}, {"בינואר", 1}, {"במאי", 5}, {"במרץ", 3},
	{"בנובמבר", 11}, {"בספטמבר", 9}, {"בפברואר", 2}, {"דצמבר", 12}, {"יולי", 7},
	{"יוני", 6}, {"ינואר", 1}, {"מאי", 5}, {"מרץ", 3}, {"נובמבר", 11}, {"ספטמבר", 9},
	{"פברואר", 2}, {"آب", 8}, {"آذار", 3}, {"آوریل", 4}, {"أبريل", 4}, {"أغسطس", 8},
	{"أكتوبر", 10}, {"أيار", 5}, {"أيلول", 9}, {"ابريل", 4}, {"اغسطس", 8},
	{"اكتوبر", 10}, {"اوت", 8}, {"آب", 8}, {"آذار", 3}, {"آوریل", 4}, {"أبريل", 4},
	{"أغسطس", 8}, {"أكتوبر", 10}, {"أيار", 5}, {"أيلول", 9}, {"اکتبر", 10},
	{"تموز", 7}, {"حزيران", 6}, {"دسامبر", 12}, {"ديسمبر", 12}, {"سبتمبر", 9},
	{"سپتامبر", 9}, {"شباط", 2}, {"فبراير", 2}, {"فوریه", 2}, {"مارس", 3}, {"ماي", 5},
	{"مايو", 5}, {"مه", 5}, {"نوامبر", 11}, {"نوفمبر", 11}, {"نيسان", 4}, {"يناير", 1},
	{"يوليه", 7}, {"يوليو", 7}, {"يونيه", 6}, {"يونيو", 6}, {"ژانویه", 1}, {"ژوئن", 6},
	{"ژوئیه", 7}, {"ژوئن", 6}, {"ژوئیه", 7}, {"अक्टूबर", 10}, {"अक्तूबर", 10},
	{"अगस्त", 8}, {"अप्रैल", 4}, {"जनवरी", 1}, {"जुलाई", 7}, {"जून", 6},
	{"दिसंबर", 12}, {"दिसम्बर", 12}, {"नवंबर", 11}, {"नवम्बर", 11}, {"फरवरी", 2},
	{"फ़रवरी", 2}, {"मई", 5}, {"मार्च", 3}, {"सितंबर", 9}, {"सितम्बर", 9},
};

/* Weekdays, words of the hour, zones: what may stand around a date. */
static const char *const fillers[] = {
	"a", "a.m", "aedt", "aest", "alle", "am", "as", "at", "bst", "carsamba", "cdt", "cest",
	"cet", "cst", "csutortok", "csütörtök", "ct", "ctvrtek", "cuma", "cumartesi",
	"czwartek", "d", "de", "den", "di", "dienstag", "dim", "dimanche", "dinsdag", "do",
	"dom", "domenica", "domingo", "donderdag", "donnerstag", "duminica", "duminică",
	"eastern", "edt", "eest", "eet", "el", "em", "est", "et", "feira", "fr", "fredag",
	"freitag", "fri", "friday", "giovedi", "giovedì", "gmt", "h", "hetfo", "hkt", "hours",
	"hrs", "hétfő", "il", "ist", "jeu", "jeudi", "joi", "jst", "jue", "jueves", "ke",
	"kedd", "keskiviikko", "keskiviikkona", "kl", "klo", "kst", "la", "las", "lauantai",
	"lauantaina", "le", "les", "lordag", "lun", "lundi", "lunedi", "lunedì", "lunes",
	"luni", "lördag", "lørdag", "m", "ma", "maanantai", "maanantaina", "maandag", "mandag",
	"mardi", "martedi", "martedì", "martes", "marti", "marți", "mdt", "mer", "mercoledi",
	"mercoledì", "mercredi", "mesz", "mez", "mi", "mie", "miercoles", "mittwoch", "mié",
	"miércoles", "mo", "mon", "monday", "montag", "msk", "mst", "mt", "måndag", "nedele",
	"neděle", "niedziela", "of", "om", "on", "onsdag", "ora", "ore", "p.m", "pacific",
	"patek", "pazar", "pazartesi", "pdt", "pe", "pentek", "perjantai", "perjantaina",
	"persembe", "perşembe", "piatek", "piątek", "pm", "pondeli", "pondělí", "poniedziałek",
	"pst", "pt", "pátek", "péntek", "quarta", "quinta", "sa", "sab", "sabado", "sabato",
	"salı", "sam", "sambata", "samedi", "samstag", "sat", "saturday", "segunda", "sexta",
	"sgt", "so", "sobota", "sondag", "sonnabend", "sonntag", "sroda", "streda", "středa",
	"su", "sun", "sunday", "sunnuntai", "sunnuntaina", "szerda", "szombat", "sáb",
	"sábado", "sâmbătă", "söndag", "søndag", "terca", "terça", "the", "thu", "thur",
	"thurs", "thursday", "ti", "tiistai", "tiistaina", "time", "tirsdag", "tisdag", "to",
	"torsdag", "torstai", "torstaina", "tue", "tues", "tuesday", "uhr", "um", "utc",
	"utery", "vasarnap", "vasárnap", "ven", "vendredi", "venerdi", "venerdì", "vie",
	"viernes", "vineri", "vom", "vr", "vrijdag", "wed", "wednesday", "wo", "woensdag",
	"wtorek", "yil", "z", "za", "zaterdag", "zo", "zondag", "à", "às", "çarşamba", "óra",
	"úterý", "čtvrtek", "środa", "δευτέρα", "δευτερα", "κυριακή", "κυριακη", "πέμπτη",
	"παρασκευή", "παρασκευη", "πεμπτη", "σάββατο", "σαββατο", "τετάρτη", "τεταρτη",
	"τρίτη", "τριτη", "воскресенье", "вс", "вт", "вторник", "вівторок", "г", "г.", "года",
	"неділя", "пн", "понедельник", "понеділок", "пт", "пятница", "п’ятниця", "р", "року",
	"сб", "середа", "ср", "среда", "суббота", "субота", "ч", "четвер", "четверг", "чт",
};

static int compare(struct slice a, const char *word)
{
	return slice_cmp(a, slice_str(word));
}

int date_month(struct slice folded, struct slice language)
{
	size_t lo = 0, hi = sizeof(months) / sizeof(months[0]);

	if (slice_eq_str(folded, "listopada") &&
	    (slice_eq_str(language, "hr") || slice_eq_str(language, "bs")))
		return 10;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = compare(folded, months[mid].word);

		if (c == 0)
			return months[mid].month;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}

bool date_filler(struct slice folded)
{
	size_t lo = 0, hi = sizeof(fillers) / sizeof(fillers[0]);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = compare(folded, fillers[mid]);

		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}
