/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of a text: a sample of our own in each language that is told,
 * and who decides when text and declaration differ. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/text/language.h"

static const struct {
	const char *iso, *text;
} samples[] = {
    {"en", "The ministry said on Monday that it would not sell the software to any of its "
	   "agencies, and that all "
	   "users should remove it from their machines before the end of the month."},
    {"de", "Das Ministerium teilte am Montag mit, dass die Software nicht mehr an Behörden "
	   "verkauft wird und alle "
	   "Nutzer sie bis zum Ende des Monats von ihren Rechnern entfernen sollen."},
    {"fr", "Le ministère a annoncé lundi que le logiciel ne serait plus vendu aux administrations "
	   "et que tous les "
	   "utilisateurs devraient le retirer de leurs machines avant la fin du mois."},
    {"es", "El ministerio anunció el lunes que el programa ya no se venderá a las agencias y que "
	   "todos los usuarios "
	   "deben quitarlo de sus equipos antes de que termine el mes."},
    {"it", "Il ministero ha detto lunedì che il programma non sarà più venduto alle agenzie e che "
	   "tutti gli utenti "
	   "devono toglierlo dai loro computer prima della fine del mese."},
    {"pt", "O ministério disse na segunda-feira que o programa não será mais vendido às agências e "
	   "que todos os "
	   "usuários devem retirá-lo de suas máquinas até o fim do mês."},
    {"nl", "Het ministerie zei maandag dat de software niet meer aan overheidsdiensten wordt "
	   "verkocht en dat alle "
	   "gebruikers haar voor het einde van de maand van hun computers moeten halen."},
    {"sv", "Ministeriet sade på måndagen att programmet inte längre får säljas till myndigheter "
	   "och att alla "
	   "användare ska ta bort det från sina datorer före slutet av månaden."},
    {"da", "Ministeriet sagde mandag, at programmet ikke længere må sælges til myndigheder, og at "
	   "alle brugere skal "
	   "fjerne det fra deres computere inden månedens udgang, hvis de har noget af det."},
    {"no", "Departementet sa mandag at programmet ikke lenger kan selges til etater, og at alle "
	   "brukere må fjerne det "
	   "fra maskinene sine før slutten av måneden, dersom de har noe av det."},
    {"fi",
     "Ministeriö kertoi maanantaina, että ohjelmaa ei enää myydä virastoille ja että kaikki "
     "käyttäjät ovat "
     "velvollisia poistamaan sen koneistaan ennen kuun loppua, mutta vain jos se on käytössä."},
    {"hu", "A minisztérium hétfőn azt közölte, hogy a programot már nem lehet eladni a "
	   "hivataloknak, és hogy minden "
	   "felhasználónak el kell távolítania azt a gépéről, még a hónap vége előtt."},
    {"ro", "Ministerul a anunțat luni că programul nu va mai fi vândut instituțiilor și că toți "
	   "utilizatorii trebuie "
	   "să îl șteargă de pe calculatoarele lor până la sfârșitul lunii."},
    {"ru", "Министерство сообщило в понедельник, что программа больше не будет продаваться "
	   "ведомствам и что все "
	   "пользователи должны удалить её со своих компьютеров до конца месяца."},
    {"uk", "Міністерство повідомило в понеділок, що програма більше не буде продаватися відомствам "
	   "і що всі "
	   "користувачі мають видалити її зі своїх комп'ютерів до кінця місяця."},
    {"bg", "Министерството съобщи в понеделник, че програмата няма да се продава повече на "
	   "ведомствата и че всички "
	   "потребители трябва да я премахнат от компютрите си до края на месеца."},
    {"sr", "Министарство је у понедељак саопштило да се програм више неће продавати установама и "
	   "да сви корисници "
	   "треба да га уклоне са својих рачунара до краја месеца."},
    {"sr",
     "Ministarstvo je u ponedeljak saopštilo da se program više neće prodavati ustanovama posle "
     "praznika i da "
     "svi korisnici uvek treba da ga uklone sa svojih računara pre kraja meseca, gde god da su."},
    {"hr", "Ministarstvo je u ponedjeljak priopćilo da se program više neće prodavati ustanovama "
	   "poslije praznika te "
	   "da ga svi korisnici uvijek trebaju ukloniti sa svojih računala prije kraja mjeseca, "
	   "gdje god bili."},
    {"sl",
     "Ministrstvo je v ponedeljek sporočilo, da se program ne bo več prodajal uradom in da ga "
     "morajo vsi "
     "uporabniki odstraniti s svojih računalnikov, ki jih imajo tudi doma, pred koncem meseca."},
    {"pl", "Ministerstwo poinformowało w poniedziałek, że program nie będzie już sprzedawany "
	   "urzędom i że wszyscy "
	   "użytkownicy powinni usunąć go ze swoich komputerów przed końcem miesiąca."},
    {"cs", "Ministerstvo v pondělí oznámilo, že program se už nebude prodávat úřadům a že všichni "
	   "uživatelé ho mají "
	   "odstranit ze svých počítačů, které jsou v síti, ještě před koncem měsíce."},
    {"sk", "Ministerstvo v pondelok oznámilo, že program sa už nebude predávať úradom a že všetci "
	   "používatelia ho "
	   "majú odstrániť zo svojich počítačov, ktoré sú v sieti, ešte pred koncom mesiaca."},
    {"tr",
     "Bakanlık pazartesi günü yazılımın artık kurumlara satılmayacağını ve bütün kullanıcıların ay "
     "sonuna "
     "kadar onu bilgisayarlarından kaldırması gerektiğini söyledi, ancak bir istisna da var."},
    {"el",
     "Το υπουργείο ανακοίνωσε τη Δευτέρα ότι το πρόγραμμα δεν θα πωλείται πλέον στις υπηρεσίες."},
    {"ar", "قالت الوزارة يوم الاثنين إن البرنامج لن يباع بعد الآن إلى المؤسسات وإن على كل "
	   "المستخدمين أن يحذفوه من "
	   "أجهزتهم قبل نهاية هذا الشهر"},
    {"fa", "وزارتخانه روز دوشنبه گفت که این برنامه دیگر به سازمان‌ها فروخته نمی‌شود و همه "
	   "کاربران باید آن را تا پایان "
	   "ماه از رایانه‌های خود پاک کنند"},
    {"ur", "وزارت نے پیر کو کہا کہ یہ پروگرام اب اداروں کو نہیں بیچا جائے گا اور تمام صارفین کو "
	   "مہینے کے آخر تک اسے "
	   "اپنے کمپیوٹر سے ہٹانا ہے"},
    {"he", "המשרד הודיע ביום שני כי התוכנה לא תימכר עוד לרשויות וכי על כל המשתמשים להסיר אותה מן "
	   "המחשבים שלהם."},
    {"yi", "דער מיניסטער האָט געזאָגט אַז מען וועט די פּראָגראַם מער ניט פאַרקויפן און אַלע מענטשן זאָלן זי "
	   "אַראָפּנעמען פון זייערע "
	   "מאַשינען"},
    {"hi", "मंत्रालय ने सोमवार को कहा कि यह प्रोग्राम अब विभागों को नहीं बेचा जाएगा और सभी लोगों को इसे महीने "
	   "के अंत तक हटाना होगा"},
    {"ne", "मन्त्रालयले सोमबार यो कार्यक्रम अब कार्यालयहरूलाई बेचिने छैन र सबै प्रयोगकर्ताले महिनाको अन्त्यसम्म "
	   "हटाउनु पर्ने भएको छ भने"},
    {"ta", "அமைச்சகம் திங்கட்கிழமை இந்த மென்பொருள் இனி விற்கப்படாது என்று கூறியது."},
    {"th", "กระทรวงกล่าวเมื่อวันจันทร์ว่าจะไม่ขายโปรแกรมนี้ให้แก่หน่วยงานอีกต่อไป"},
    {"zh", "该部周一表示，该软件将不再出售给各机构，所有用户都应在月底前将其从计算机中删除。"},
    {"ja", "同省は月曜日、このソフトを官庁に販売しないと発表し、利用者に月末までの削除を求めた。"},
    {"ko", "정부는 월요일 이 소프트웨어를 더 이상 기관에 판매하지 않겠다고 밝혔다."},
    {"vi", "Bộ cho biết hôm thứ Hai rằng phần mềm này sẽ không còn được bán cho các cơ quan và tất "
	   "cả người dùng phải "
	   "gỡ nó khỏi máy tính của mình trước cuối tháng."},
    {"id", "Kementerian mengatakan pada hari Senin bahwa perangkat itu tidak akan dijual lagi "
	   "kepada lembaga dan semua "
	   "pengguna harus menghapusnya dari komputer mereka sebelum akhir bulan karena alasan "
	   "keamanan."},
    {"ca", "El ministeri va dir dilluns que el programa ja no es vendrà a les agències i que tots "
	   "els usuaris l'han de "
	   "treure dels seus ordinadors abans que s'acabi el mes, segons aquest document."},
    {"eu", "Ministerioak astelehenean esan zuen programa ez dela gehiago salduko eta erabiltzaile "
	   "guztiek beren "
	   "ordenagailuetatik kendu behar dutela hilaren amaiera baino lehen, baina ez da erraza "
	   "izango."},
    {"ga", "Dúirt an roinn Dé Luain nach mbeidh an clár ar díol feasta agus go bhfuil ar gach "
	   "duine é a bhaint dá "
	   "ríomhaire roimh dheireadh na míosa, ach níl sé sin éasca do na daoine."},
    {"lt", "Ministerija pirmadienį pranešė, kad programa nebus parduodama įstaigoms ir kad visi "
	   "naudotojai turi ją "
	   "pašalinti iš savo kompiuterių iki mėnesio pabaigos, nes tai yra būtina."},
    {"lv", "Ministrija pirmdien paziņoja, ka programma vairs netiks pārdota iestādēm un ka visiem "
	   "lietotājiem tā ir "
	   "jānoņem no saviem datoriem līdz mēneša beigām, jo tas ir vajadzīgs."},
    {"et", "Ministeerium ütles esmaspäeval, et programmi enam asutustele ei müüda ja et kõik "
	   "kasutajad peavad selle "
	   "oma arvutitest eemaldama enne kuu lõppu, sest see on vajalik."},
    {"is", "Ráðuneytið sagði á mánudag að forritið yrði ekki lengur selt stofnunum og að allir "
	   "notendur ættu að "
	   "fjarlægja það af tölvum sínum fyrir lok mánaðarins, því það er ekki öruggt."},
    {"hy", "Նախարարությունը երկուշաբթի հայտնեց, որ ծրագիրն այլևս չի վաճառվելու։"},
    {"ka", "სამინისტრომ ორშაბათს განაცხადა, რომ პროგრამა აღარ გაიყიდება."},
};

static struct slice language(const char *text, const char *declared)
{
	double sure = -1;
	struct slice out = language_of(slice_str(text), slice_str(declared), &sure);

	assert_true(sure >= 0 && sure <= 1);
	return out;
}

static void assert_language(const char *text, const char *declared, const char *want)
{
	struct slice got = language(text, declared);

	if (!want) {
		assert_null(got.p);
		return;
	}
	if (!slice_eq_str(got, want))
		print_error("%.*s: %s\n", SLICE_ARG(got), text);
	assert_true(slice_eq_str(got, want));
}

static void every_language_is_told_from_its_text(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		assert_language(samples[i].text, NULL, samples[i].iso);
		/* twenty words outweigh what the page says */
		if (i < 12)
			assert_language(samples[i].text, i ? "en-US" : "de", samples[i].iso);
	}
}

static void a_declaration_decides_where_the_text_cannot(void **state)
{
	(void)state;
	assert_language("Kaspersky Lab 2024", "de-AT", "de");
	assert_language("Kaspersky Lab 2024", "pt_BR", "pt");
	assert_language("", "fr", "fr");
	assert_language("2024 — 10%", "fr", "fr");
	assert_language("", NULL, NULL);
	assert_language("12 345", "", NULL);
	assert_language("東京", "ja", "ja");
	assert_language("東京", NULL, "zh");
	assert_language("Москва", "en", NULL); /* no letter of it is in that script */
	/* a language that we have no words of */
	assert_language(
	    "Ny governemanta dia nilaza fa tsy hivarotra izany intsony ny fitaovana amin'ny "
	    "sampandraharaha rehetra alohan'ny faran'ity volana ity izy ireo rahampitso hariva.",
	    "mg", "mg");
	assert_language("nonsense", "x", NULL);
}

static void initials_and_numbers_are_no_words(void **state)
{
	(void)state;
	/* "a" and "ca" are function words elsewhere */
	assert_language("Perlis, A. J.", NULL, NULL);
	assert_language("CA581203", NULL, NULL);
	assert_language("Sorting procedure by Shell, A. C., a note of the month", NULL, "en");
	assert_language("El programa de la agencia", NULL, "es");
	assert_language("Perlis, A. J.", "ro", "ro");
}

static void only_the_head_of_a_long_text_is_read(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 1 << 22);
	for (i = 0; b.len < 16 * 1024; i++)
		buf_add_str(&b, "the cat and the dog were on the mat with us. ");
	for (i = 0; i < 20000; i++)
		buf_add_str(&b, "der Hund und die Katze waren auf dem Dach. ");
	assert_language(buf_str(&b), NULL, "en");
	buf_done(&b);
}

static void a_name_that_looks_like_a_word_does_not_decide(void **state)
{
	(void)state;
	assert_language("Small Cap fund, Mid Cap fund, Large Cap fund, Micro Cap fund, All Cap "
			"fund, Cap ratio, Cap "
			"growth: these funds have low costs and they are the best of their class.",
			NULL, "en");
}

static void stop_words_are_told(void **state)
{
	(void)state;
	assert_true(language_stopword(SLICE_LIT("en"), SLICE_LIT("the")));
	assert_true(language_stopword(SLICE_LIT("fr"), SLICE_LIT("ete")));
	assert_false(language_stopword(SLICE_LIT("en"), SLICE_LIT("kaspersky")));
	assert_false(language_stopword(SLICE_LIT("en"), SLICE_LIT("und")));
	assert_false(language_stopword(SLICE_LIT("xx"), SLICE_LIT("the")));
	assert_false(language_stopword(SLICE_LIT("en"), SLICE_LIT("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_language_is_told_from_its_text),
	    cmocka_unit_test(a_declaration_decides_where_the_text_cannot),
	    cmocka_unit_test(initials_and_numbers_are_no_words),
	    cmocka_unit_test(only_the_head_of_a_long_text_is_read),
	    cmocka_unit_test(a_name_that_looks_like_a_word_does_not_decide),
	    cmocka_unit_test(stop_words_are_told),
	};

	return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
