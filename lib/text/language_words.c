/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Function words and letters: see language_words.h. */
#include "lib/text/language_words.h"

const struct language_words language_words[] = {
	{"en", SCRIPT_LATIN,
	 " the of and to in a is that for it as was with be by on not he his but at are this have from "
	 "or had an they which one you were all her she there would their we him been has when who will "
	 "no more if out so up said what its about than into them can only other new some could these "
	 "two may then do first any my now such like our over me even most after also did many before "
	 "must through where much should people how because while those i your us am each between under "
	 "being during both against until off down too own same very just does doing further once here "
	 "why few nor yours ours theirs myself himself herself itself themselves having let per via "
	 "says according year years "},
	{"de", SCRIPT_LATIN,
	 " der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an "
	 "werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war "
	 "haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir ihr kann seine gegen vom "
	 "können schon wenn habe ihre dann unter soll eines jahr jahre zwei diese dieser wieder keine "
	 "uhr was ob damit sehr hier alle seit muss doch jetzt immer waren würde worden gibt weil ihm "},
	{"fr", SCRIPT_LATIN,
	 " de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont "
	 "avec ont son aux d l qu cette ou mais s comme n être fait sa on elle été y leur bien ses même "
	 "tout entre après c deux aussi nous était encore sans ans ces peut dont sous très avait vous je "
	 "faire lui où depuis contre selon ils si j leurs avoir moins notamment alors toujours avant "
	 "aujourd hui chez jusqu "},
	{"es", SCRIPT_LATIN,
	 " de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le "
	 "ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años "
	 "hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno "
	 "donde bien tiempo mismo ese ahora cada e vida otro después te otros aunque esa eso hace otra "
	 "gobierno tan durante siempre día tanto ella tres sí dijo según contra "},
	{"it", SCRIPT_LATIN,
	 " di e che il la in a per un è del non sono una i le con si da lo della nel al dei ha come più "
	 "ma alla delle su ci anche gli o se dal essere dell ai degli nella questo stato cui anni sul "
	 "mi hanno dalla era due quando loro suo fatto prima dopo tutti perché questa ed alle solo sua "
	 "tra ancora molto chi c stata così dai dove fra all nei agli lui quello dalle sulla ora poi "
	 "tutto già può ogni sia contro proprio "},
	{"pt", SCRIPT_LATIN,
	 " de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele "
	 "das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre "
	 "era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem "
	 "suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe deles essas esses "
	 "pelas este dele são anos ainda sobre disse segundo contra governo ontem "},
	{"nl", SCRIPT_LATIN,
	 " de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij die uit "
	 "nog naar heeft hij ze wordt door over worden of tot je was hun meer zich dit we geen al kan "
	 "wel werd deze ik haar hebben zou jaar zij had wat zo veel moet tegen onder kunnen twee waren "
	 "na wie waar toch zal toen omdat mensen alleen andere nu onze hem mijn volgens eerste daar "
	 "hier gaat "},
	{"sv", SCRIPT_LATIN,
	 " och att det i en som på är av för med den till ett har de inte om var jag men sig så vi från "
	 "kan man när år han under säger också efter eller nu ska skulle där vid hade mot hon alla vara "
	 "mycket mer än ut får sedan över blir sin detta här två bara finns dem kommer vad in utan "
	 "blev några dessa varit andra något oss upp hur göra ingen inom bli enligt sina "},
	{"da", SCRIPT_LATIN,
	 " og i at det er en til af på som med den for de ikke der har et han var vi sig fra jeg men kan "
	 "om så ud være også efter siger når hun havde ved over eller skal blev være nu end man hvor op "
	 "vil mod kommer år blive bliver have meget to deres ind kun kunne alle andre hvis hvad mange "
	 "af skulle noget mig ham hende sin været selv denne ville uden her hos mere ifølge "},
	{"no", SCRIPT_LATIN,
	 " og i det er en til av på som med for at den de ikke har et han var vi seg fra jeg men kan om "
	 "så ut være også etter sier når hun hadde ved over eller skal ble nå enn man hvor opp vil mot "
	 "kommer år bli blir ha mye to deres inn bare kunne alle andre hvis hva mange skulle noe meg "
	 "ham henne sin vært selv denne ville uten her hos mer ifølge dette må få dem ein eit ikkje "
	 "frå eg vere "},
	{"fi", SCRIPT_LATIN,
	 " ja on ei se että oli hän joka mutta ovat mukaan kun myös kuin sen jos ole tai nyt olla vain "
	 "niin vuonna sitä sekä kanssa he hänen ollut jo tämä jälkeen voi minä me ne joita kaikki mitä "
	 "en itse siitä noin vielä siinä oman olisi tästä jotka tulee kuten ennen sanoo eli yli joiden "
	 "vuoden asti olivat eivät mikä siis hyvin enää koska kaksi mikään jossa suomen saa sanoi "},
	{"hu", SCRIPT_LATIN,
	 " a az és hogy nem is egy meg ez de csak már volt van azt mint ha még ki el mert kell ezt lesz "
	 "vagy most fel akkor volna sem le minden pedig amely nagyon szerint után be jó mind lehet más "
	 "én ő így arra úgy ezek között itt ami mi több majd valami két ott aki sok első illetve során "
	 "által ma olyan csak magyar azonban amikor "},
	{"ro", SCRIPT_LATIN,
	 " de și în a la cu pe nu este din că o un care pentru sunt mai au o se fost ca al fi le ce lui "
	 "sa dar ale am prin sau după va iar cea până cel ai despre ei îi îl era între ar fără poate "
	 "acest această când doar fie i s foarte cum unei lor toate anul ani spus către unui chiar "
	 "însă dacă astfel într sub asta şi ţi cei săi "},
	{"ru", SCRIPT_CYRILLIC,
	 " и в не на что с он как это по но из у за к от его то все для был так о же бы года она мы они "
	 "было до вы или уже я только если еще ещё может при были была их чтобы также после когда будет "
	 "под который во где со ее её более нет том ли году этого даже очень этом которые об сказал над "
	 "без себя время есть один здесь лет того кто него сейчас между тем "},
	{"uk", SCRIPT_CYRILLIC,
	 " і в не на що з він як це та у за до від його то все для був так про ж але й під вона ми вони "
	 "було ви або вже я тільки якщо ще може при були була їх щоб також після коли буде який які де "
	 "зі її більше немає тому чи року цього навіть дуже цьому яка із сказав над без себе час є один "
	 "тут років того хто нього зараз між тим україни через "},
	{"bg", SCRIPT_CYRILLIC,
	 " и на да в е от се за не по това с че са ще си как но до като при тя той ни или ли само те му "
	 "й към след а които така защо още беше може аз го ги им бъде няма тези има година който която "
	 "със във ние вие много когато обаче между според бил преди вече през съм които повече един "
	 "една "},
	{"mk", SCRIPT_CYRILLIC,
	 " и на да во е од се за не по тоа со дека се ќе си како но до при таа тој или само тие му кон "
	 "по а кои така уште беше може јас го ги им биде нема има година кој која ние вие многу кога "
	 "меѓу според бил пред веќе повеќе еден една овој оваа што "},
	{"be", SCRIPT_CYRILLIC,
	 " і ў не на што з ён як гэта па але са у за да ад яго усё для быў так аб ж бы яна мы яны было "
	 "вы ці ужо я толькі калі яшчэ можа пры былі была іх каб таксама пасля будзе які якія дзе яе "
	 "больш няма году гэтага вельмі "},
	{"sr", SCRIPT_CYRILLIC,
	 " и у је да на се за од са то не што као су из о који али би ће због до после или која које "
	 "само био бити није ми они он она већ када године још јер како тако може сам све бих било "
	 "била по ако између према рекао овај ова ово који након "},
	{"sr", SCRIPT_LATIN,
	 " i u je da na se za od sa to ne što kao su iz o koji ali bi će zbog do posle ili koja koje "
	 "samo bio biti nije mi oni on ona već kada godine još jer kako tako može sam sve bilo bila po "
	 "ako između prema rekao ovaj ova ovo nakon gde ovde uvek treba reč dve pre predsednik lepo "
	 "vreme videti svet beograd srbije "},
	{"hr", SCRIPT_LATIN,
	 " i u je da na se za od sa to ne što kao su iz o koji ali bi će zbog do poslije ili koja koje "
	 "samo bio biti nije mi oni on ona već kada godine još jer kako tako može sam sve bilo bila po "
	 "ako između prema rekao ovaj ova ovo nakon gdje ovdje uvijek treba riječ dvije prije "
	 "predsjednik lijepo vrijeme vidjeti svijet zagreb hrvatske tko tijekom također tisuća "
	 "europske "},
	{"bs", SCRIPT_LATIN,
	 " i u je da na se za od sa to ne što kao su iz o koji ali bi će zbog do poslije ili koja koje "
	 "samo bio biti nije mi oni on ona već kada godine još jer kako tako može sam sve bilo bila po "
	 "ako između prema rekao ovaj ova ovo nakon gdje treba prije također bih bosne hercegovine "
	 "sarajevo općina općine historije hiljada hiljade "},
	{"sl", SCRIPT_LATIN,
	 " in je v na da se za so pa ki ne z s po tudi kot bi iz od do ob pri o ali še že kar ni bo bil "
	 "bila ko le med ter sta sem to ta te lahko več zaradi proti tem kako vse bilo jih zelo ker leta "
	 "samo nekaj prav tako zdaj smo mi mu ga jo vendar tega naj pred biti ima morda "},
	{"pl", SCRIPT_LATIN,
	 " w i na się z nie do to że jest o jak za od po ale co tak przez dla już przy a czy był jego są "
	 "tylko tym może oraz będzie było ze jej ich roku także go bardzo może która który które pod "
	 "jako była przed lub sobie nad bez jeszcze gdy być ma też tego kiedy my on ona mi pan między "
	 "mnie ponad jednak przypadku "},
	{"cs", SCRIPT_LATIN,
	 " a v se na je že s z do o to i si ve jako k by jsem za pro ale tak po jsou ze který jen od už "
	 "co byl jeho jak která které před být této může bude má roku při nebo však podle více také "
	 "jeho než když mezi bylo kde aby jejich nejsou není jsme již ho mu ještě byla jde jeden první "
	 "protože řekl této těch "},
	{"sk", SCRIPT_LATIN,
	 " a v sa na je že s z do o to i si vo ako k by som za pre ale tak po sú zo ktorý len od už čo "
	 "bol jeho ktorá ktoré pred byť tejto môže bude má roku pri alebo však podľa viac tiež než keď "
	 "medzi bolo kde aby ich nie sme ho mu ešte bola ide jeden prvý pretože povedal týchto ktorí "
	 "nových iba "},
	{"tr", SCRIPT_LATIN,
	 " ve bir bu da de için ile çok daha olarak olan gibi kadar en ne sonra var ama o ya her değil "
	 "ki olduğunu ise mi diye göre olduğu ben yeni şey iki oldu ancak yok önce hem tarafından içinde "
	 "üzerinde dedi veya büyük kendi bunu türkiye eden edildi etti nasıl böyle zaman onun bütün "
	 "şekilde arasında biz siz şu "},
	{"az", SCRIPT_LATIN,
	 " və bir bu da də üçün ilə çox daha olaraq olan kimi qədər ən nə sonra var amma o hər deyil ki "
	 "olduğunu isə görə olduğu mən yeni iki oldu ancaq yox əvvəl həm tərəfindən dedi azərbaycan "
	 "edən edib etdi necə belə zaman onun bütün arasında biz siz şey haqqında deyib "},
	{"id", SCRIPT_LATIN,
	 " yang dan di dengan untuk dari ini dalam itu pada tidak akan adalah ke juga oleh karena bisa "
	 "ada telah sebagai mereka saya kami atau lebih sudah saat dia hanya dapat menjadi tersebut "
	 "bahwa kata kita anda masih tahun hari orang para harus seperti secara banyak lain setelah "
	 "namun belum serta antara sangat hingga agar sehingga kepada beberapa sedang pun tak bukan "
	 "mengatakan melakukan indonesia "},
	{"ms", SCRIPT_LATIN,
	 " yang dan di dengan untuk dari ini dalam itu pada tidak akan adalah ke juga oleh kerana boleh "
	 "ada telah sebagai mereka saya kami atau lebih sudah dia hanya dapat menjadi tersebut bahawa "
	 "kata kita anda masih tahun hari orang para perlu seperti secara banyak lain selepas namun "
	 "belum serta antara sangat hingga supaya kepada beberapa sedang bukan berkata malaysia "
	 "daripada ialah turut pihak beliau "},
	{"vi", SCRIPT_LATIN,
	 " và của là có các được cho trong không người những đã với một này để khi ra đến từ cũng về "
	 "như nhiều năm tại vào trên lại sẽ theo sau đó thì mà phải làm ông còn nhà đang việc rằng hay "
	 "chỉ ở bị hơn nước nếu nói hai cùng sự thể đây rất tôi công bà do mình nên bằng họ "},
	{"ca", SCRIPT_LATIN,
	 " de la i el que a en les un els per amb una és no es del al més se com va són ha dels seva seu "
	 "aquest aquesta també però ser entre fins ja on han seus pel quan d l molt sobre sense tot des "
	 "cap segons anys any perquè hi ho fer pot ens dos quan tots havia són fet després encara "
	 "només era són sigui aquests altres part pels "},
	{"gl", SCRIPT_LATIN,
	 " de a o que e do da en un para é con non unha os no se na por máis as dos como pero foi ao el "
	 "das ten á seu súa ou ser cando moi hai nos xa está tamén só polo pola ata iso ela entre era "
	 "despois sen mesmo aos ter seus quen nas me ese eles están galicia anos aínda sobre dixo "
	 "segundo onde xunta este esta unha "},
	{"eu", SCRIPT_LATIN,
	 " eta da ez du bat ere izan dute da baina egin dira zen zuen hori bere behar nahi bai oso baino "
	 "arte beste dela duen edo hau dago egiten horrek ziren zituen diren gehiago izango urte orain "
	 "bezala baita duela ondoren artean euskal herri dituzte gabe hala egun lehen guztiak ari dut "
	 "zer nola zuten daude haien euren egon azken hainbat "},
	{"ga", SCRIPT_LATIN,
	 " an na agus i a ar is go le ag do sa tá bhí ní ach ó mar don ina nach faoi seo sin bhfuil bheith "
	 "níos leis atá raibh dá gur de chun tar ón eile as sé sí siad iad gach ann é ba anois féin nuair "
	 "má dul éireann gaeilge bliain idir tríd liom mé tú againn chuig roimh thar gan deir "},
	{"cy", SCRIPT_LATIN,
	 " y yr a i yn o ar ac mae am ei er gan wedi bod oedd nid hyn sydd ond fel hefyd at ni mewn eu "
	 "pan neu hwn hon cael rhwng un gyda bydd dros fod yw oes iawn wrth sy ddim dweud blwyddyn "
	 "cymru roedd chi fi nhw ef hi "},
	{"lt", SCRIPT_LATIN,
	 " ir yra kad į su iš tai kaip buvo bet apie dėl ar jis už po nuo taip bus o jau dar tik jo ji "
	 "prie per pagal šio kuris metų iki kai ne gali savo labai arba taip pat mūsų jų tačiau kuri "
	 "kurie tarp būti nėra jos mes šis ši buvo vis metais lietuvos metu sakė turi daug ant jie "},
	{"lv", SCRIPT_LATIN,
	 " un ir ar no uz par ka kas tā kā arī tas bet vai pēc lai būs bija nav jau līdz viņš to gan pie "
	 "šī savu tikai tiek ja gada viņa kad var mēs tiks vēl šo pat tomēr ļoti starp kur es latvijas "
	 "kuri tos tie savas pret bez ne jo gadu gadā būt tika esmu kopā sevi "},
	{"et", SCRIPT_LATIN,
	 " ja on ei et ka ning see oli kui mis aga ta kes või oma siis nii ole tema seda selle pole veel "
	 "ma kuid mitte ainult juba eesti välja aasta saab olema nende kõik väga enne pärast üle neid "
	 "need nad kas meie mida kus aastal tuleb nagu olid olnud vaid selles ütles nüüd peab üks kaks "
	 "sest just kuni "},
	{"is", SCRIPT_LATIN,
	 " og að í er á sem til við um með en var ekki af það hann fyrir ég eru þetta hún því frá hefur "
	 "þeir eða þá verið þess eftir verður hafa segir þegar mjög ár ári ef upp hjá svo nú þar vera "
	 "sér einnig sagði íslands milli þessi um "},
	{"sq", SCRIPT_LATIN,
	 " të e në dhe për me që i është nga një më se do ka si u kanë nuk po këtë tha janë duke edhe ai "
	 "ishte mund por ky kjo së deri kur pas ku ne tyre tij jo pa gjatë atë saj midis shqipërisë "
	 "ndaj vetëm çdo ata "},
	{"sw", SCRIPT_LATIN,
	 " ya na wa kwa katika ni la za kuwa hiyo cha huo hii yake kama huu lakini hilo watu pia hivyo "
	 "baada kwenye hayo wake alisema mwaka moja hapo sasa wakati yao zaidi kutoka ambayo ambaye "
	 "bila nchi serikali hata au vya pamoja sana kila "},
	{"tl", SCRIPT_LATIN,
	 " ang ng sa na mga ay at ni para ito kung hindi nang siya may isang kay ko mo ang niya nila din "
	 "rin ka pa lang ako po mula dahil habang kaya noong ayon naman kanyang ating sila tayo kanilang "
	 "mayroon walang bilang si pero wala nito lahat "},
	{"af", SCRIPT_LATIN,
	 " die van en in is het nie dat op te vir met wat om sy hy aan n ook sal by as was maar uit hulle "
	 "ons deur word kan ek na oor so daar moet jaar toe tot nog meer een haar was wees onder hom "
	 "baie al hierdie gesê teen "},
	{"eo", SCRIPT_LATIN,
	 " la de kaj en al estas ne ke por kun li mi el pri sed tio kiu pli ili ĝi oni jam estis kiel ĉi "
	 "aŭ se tiu ni ŝi da sur tiel nur tre ankaŭ per post kie havas du kiuj inter ĉiuj sia povas "},
	{"ar", SCRIPT_ARABIC,
	 " في من على أن إلى التي عن الذي هذا مع هذه ما لا كان بعد قال كما أو ذلك بين وقد كل قد حيث لم "
	 "وفي ولا هو كانت خلال وقال عام أكثر غير قبل إن ومن هي حتى بن ثم عند أي منذ يوم تم بأن التى فى "
	 "الى ان يكون نحو أنه لكن وكان وأن وهو ليس سوف "},
	{"fa", SCRIPT_ARABIC,
	 " و در به از که این را با است برای آن یک خود تا کرد بر هم نیز گفت می شد شده های وی ها اما دارد "
	 "بود او ما باید شود یا اند پس هر اگر بین بیش مورد کند همه دو چه پیش سال دیگر کرده بودند داد "
	 "کنند باشد بوده دارند همین میان ایران ای هستند شما من "},
	{"ur", SCRIPT_ARABIC,
	 " کے کی میں ہے سے اور کا کو کہ نے پر ہیں یہ اس بھی ہو ان ایک تھا وہ نہیں کر جو لیے اپنے کیا ہوئے "
	 "گیا ہے تو کہا ساتھ تھی بعد تک رہے تھے جس دیا گئے کرنے والے یا کسی کچھ رہا جا وہاں پاکستان اب "
	 "ہم آپ پہلے لئے ہوا رہی کوئی مگر جب "},
	{"ps", SCRIPT_ARABIC,
	 " د په او چې کې له دی ته یې دا سره ده هم شوی کړی وي نه کوي تر هغه شي خو څخه دي لپاره افغانستان "
	 "وو یو کړ نو پر هغوی وویل کال ډېر "},
	{"hi", SCRIPT_DEVANAGARI,
	 " के का में की है और को से ने पर हैं यह एक भी इस कि हो था नहीं कर जो लिए वह तो साथ ही कहा गया हुए "
	 "थे किया अपने बाद तक रहे जा करने दिया थी इसके उन या कुछ वाले रहा कोई अब हम आप गई उनके जब दो होने "
	 "सकता बहुत रही लेकिन सरकार "},
	{"ne", SCRIPT_DEVANAGARI,
	 " छ र को मा पनि यो छन् भने हो गर्ने लागि भएको गरेको थियो एक तर भन्ने नेपाल हुने छैन गर्न अनुसार "
	 "बताए गरे भयो त्यो हुन् उनले गरी साथ नै देखि बाट सबै अर्को हुन्छ रहेको गरिएको उनी तथा के मात्र "
	 "दिन वर्ष थिए गर्दै हामी "},
	{"mr", SCRIPT_DEVANAGARI,
	 " आहे आणि या व ही हा ते की तर च आहेत होते होता केली केला एक नाही मी त्या हे पण झाली झाला करण्यात "
	 "येथे त्यांनी मात्र त्याचा यांनी असे तसेच होती काही म्हणून किंवा आपल्या साठी अशी जाते सुरू केले "
	 "मुंबई असून त्यांच्या "},
	{"he", SCRIPT_HEBREW,
	 " של את על לא עם הוא כי זה גם היא אל אם בין או היה אני יותר כל מה רק אבל הם עד יש כך אחרי אך "
	 "כמו לאחר אין כבר היו זו בו לו ידי ולא מי אשר לפני היתה שלו עוד הזה אמר אותו שנים כדי שלא בית "
	 "ישראל ביותר אותה שהוא "},
	{"yi", SCRIPT_HEBREW,
	 " די און אין צו פון דער איז האט א אז מיט ניט נישט זיך ער זײַן זיין דאָס דאס מען פֿון אויף זיי "
	 "האבן האָט וואס וואָס ווי אבער נאך אויך איך מיר ווען אן אויס דעם דאך זי געווען יעדער אָבער "},
	{"", SCRIPT_OTHER, ""},
};

/* A letter speaks for the languages that use it; one that is common in all of a
 * script's languages says nothing and is not here. */
const struct language_letter language_letters[] = {
	{0x00DF, " de "}, {0x00E4, " de sv fi et sk "}, {0x00F6, " de sv fi et hu tr is "},
	{0x00FC, " de et hu tr "}, {0x00F1, " es gl eu tl "}, {0x00E3, " pt vi "},
	{0x00F5, " pt et vi "}, {0x00E7, " fr pt ca tr sq az "}, {0x0153, " fr "},
	{0x00EA, " fr pt vi af cy "}, {0x00E8, " fr it ca "}, {0x00F9, " fr it "},
	{0x00E0, " fr it pt ca vi "}, {0x00F2, " it ca vi "}, {0x00EC, " it vi "},
	{0x00EE, " fr ro "}, {0x00EB, " sq nl "}, {0x00F8, " da no "}, {0x00E6, " da no is "},
	{0x00E5, " sv da no "}, {0x00F0, " is "}, {0x00FE, " is "}, {0x0151, " hu "},
	{0x0171, " hu "}, {0x00E1, " es hu cs sk pt is ga "}, {0x0142, " pl "}, {0x0144, " pl "},
	{0x0119, " pl lt "}, {0x0105, " pl lt "}, {0x015B, " pl "}, {0x017C, " pl "},
	{0x017A, " pl "}, {0x0107, " pl hr sr bs "}, {0x010D, " cs sk hr sr bs sl lt lv "},
	{0x0161, " cs sk hr sr bs sl lt lv et "}, {0x017E, " cs sk hr sr bs sl lt lv et "},
	{0x0159, " cs "}, {0x011B, " cs "}, {0x016F, " cs "}, {0x010F, " cs sk "},
	{0x0165, " cs sk "}, {0x013E, " sk "}, {0x013A, " sk "}, {0x0155, " sk "},
	{0x00F4, " sk fr pt vi "}, {0x0111, " hr sr bs vi "}, {0x0103, " ro vi "}, {0x00E2, " ro fr pt vi "},
	{0x0219, " ro "}, {0x021B, " ro "}, {0x015F, " tr ro az "}, {0x0163, " ro "},
	{0x0131, " tr az "}, {0x011F, " tr az "}, {0x0259, " az "}, {0x0117, " lt "},
	{0x0173, " lt "}, {0x012F, " lt "}, {0x016B, " lt lv "}, {0x0101, " lv "},
	{0x0113, " lv "}, {0x012B, " lv "}, {0x013C, " lv "}, {0x0137, " lv "}, {0x0146, " lv "},
	{0x0123, " lv "}, {0x01A1, " vi "}, {0x01B0, " vi "}, {0x0109, " eo "}, {0x011D, " eo "},
	{0x015D, " eo "}, {0x016D, " eo "}, {0x00ED, " es pt hu cs sk ga is "},
	{0x00F3, " es pt hu pl is ga "}, {0x00FA, " es pt hu sk ga is cs "},
	{0x0175, " cy "}, {0x0177, " cy "},
	{0x0456, " uk be "}, {0x0457, " uk "}, {0x0454, " uk "}, {0x0491, " uk "},
	{0x044B, " ru be "}, {0x044D, " ru be "}, {0x0451, " ru be "}, {0x045E, " be "},
	{0x044A, " bg ru "}, {0x0449, " ru uk bg "}, {0x0458, " sr mk "}, {0x0459, " sr mk "},
	{0x045A, " sr mk "}, {0x045B, " sr "}, {0x0452, " sr "}, {0x045F, " sr mk "},
	{0x0453, " mk "}, {0x045C, " mk "}, {0x0455, " mk "},
	{0x067E, " fa ur ps "}, {0x0686, " fa ur ps "}, {0x0698, " fa "}, {0x06AF, " fa ur "},
	{0x06CC, " fa ur ps "}, {0x06A9, " fa ur ps "}, {0x064A, " ar ps "}, {0x0643, " ar "},
	{0x0629, " ar "}, {0x0679, " ur "}, {0x0688, " ur "}, {0x0691, " ur "}, {0x06BA, " ur "},
	{0x06D2, " ur "}, {0x06C1, " ur "}, {0x06BE, " ur "}, {0x067C, " ps "}, {0x0689, " ps "},
	{0x0693, " ps "}, {0x069A, " ps "}, {0x06D0, " ps "}, {0x0933, " mr "},
	{0, NULL},
};
