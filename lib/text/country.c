/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Countries: see country.h. */
#include "lib/text/country.h"

#include <stddef.h>

/* By first letter: a pair whose words differ in that stands twice. */
static const struct {
	const char *country, *of_it;
} pairs[] = {
	{"afghanistan", "afghan"}, {"africa", "african"}, {"albania", "albanian"},
	{"algeria", "algerian"}, {"america", "american"}, {"angola", "angolan"},
	{"arabia", "arab"}, {"argentina", "argentine"}, {"armenia", "armenian"},
	{"asia", "asian"}, {"australia", "australian"}, {"austria", "austrian"},
	{"azerbaijan", "azerbaijani"}, {"bahrain", "bahraini"}, {"bangladesh", "bangladeshi"},
	{"belarus", "belarusian"}, {"belgium", "belgian"}, {"bolivia", "bolivian"},
	{"bosnia", "bosnian"}, {"brazil", "brazilian"}, {"britain", "british"},
	{"bulgaria", "bulgarian"}, {"burma", "burmese"}, {"cambodia", "cambodian"},
	{"cameroon", "cameroonian"}, {"canada", "canadian"}, {"chile", "chilean"},
	{"china", "chinese"}, {"colombia", "colombian"}, {"congo", "congolese"},
	{"croatia", "croatian"}, {"cuba", "cuban"}, {"cyprus", "cypriot"},
	{"czechoslovakia", "czech"}, {"denmark", "danish"}, {"dutch", "netherlands"},
	{"ecuador", "ecuadorian"}, {"egypt", "egyptian"}, {"england", "english"},
	{"eritrea", "eritrean"}, {"estonia", "estonian"}, {"ethiopia", "ethiopian"},
	{"europe", "european"}, {"finland", "finnish"}, {"france", "french"},
	{"gabon", "gabonese"}, {"germany", "german"}, {"ghana", "ghanaian"},
	{"greece", "greek"}, {"guatemala", "guatemalan"}, {"guyana", "guyanese"},
	{"haiti", "haitian"}, {"honduras", "honduran"}, {"hungary", "hungarian"},
	{"iceland", "icelandic"}, {"india", "indian"}, {"indonesia", "indonesian"},
	{"iran", "iranian"}, {"iraq", "iraqi"}, {"ireland", "irish"}, {"israel", "israeli"},
	{"italy", "italian"}, {"jamaica", "jamaican"}, {"japan", "japanese"},
	{"kazakhstan", "kazakh"}, {"kenya", "kenyan"}, {"korea", "korean"},
	{"kosovo", "kosovar"}, {"kuwait", "kuwaiti"}, {"laos", "laotian"},
	{"latvia", "latvian"}, {"lebanon", "lebanese"}, {"liberia", "liberian"},
	{"libya", "libyan"}, {"lithuania", "lithuanian"}, {"macedonia", "macedonian"},
	{"malawi", "malawian"}, {"malaysia", "malaysian"}, {"mali", "malian"},
	{"malta", "maltese"}, {"mexico", "mexican"}, {"moldova", "moldovan"},
	{"mongolia", "mongolian"}, {"morocco", "moroccan"}, {"mozambique", "mozambican"},
	{"nepal", "nepali"}, {"netherlands", "dutch"}, {"nicaragua", "nicaraguan"},
	{"nigeria", "nigerian"}, {"norway", "norwegian"}, {"pakistan", "pakistani"},
	{"palestine", "palestinian"}, {"panama", "panamanian"}, {"paraguay", "paraguayan"},
	{"peru", "peruvian"}, {"philippines", "philippine"}, {"portugal", "portuguese"},
	{"qatar", "qatari"}, {"romania", "romanian"}, {"russia", "russian"},
	{"rwanda", "rwandan"}, {"scotland", "scottish"}, {"senegal", "senegalese"},
	{"serbia", "serbian"}, {"singapore", "singaporean"}, {"slovakia", "slovak"},
	{"slovenia", "slovenian"}, {"somalia", "somali"}, {"spain", "spanish"},
	{"sudan", "sudanese"}, {"sweden", "swedish"}, {"switzerland", "swiss"},
	{"syria", "syrian"}, {"taiwan", "taiwanese"}, {"tanzania", "tanzanian"},
	{"thailand", "thai"}, {"tibet", "tibetan"}, {"tunisia", "tunisian"},
	{"uganda", "ugandan"}, {"ukraine", "ukrainian"}, {"uruguay", "uruguayan"},
	{"uzbekistan", "uzbek"}, {"venezuela", "venezuelan"}, {"vietnam", "vietnamese"},
	{"wales", "welsh"}, {"yemen", "yemeni"}, {"yugoslavia", "yugoslav"},
	{"zambia", "zambian"}, {"zimbabwe", "zimbabwean"},
};

/* Either of a pair for the other. */
static struct slice find(struct slice form)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (pairs[i].country[0] != form.p[0])
			continue;
		if (slice_eq_str(form, pairs[i].country))
			return slice_str(pairs[i].of_it);
		if (slice_eq_str(form, pairs[i].of_it))
			return slice_str(pairs[i].country);
	}
	return SLICE_NONE;
}

struct slice country_kin(struct slice form)
{
	struct slice kin = form.n ? find(form) : SLICE_NONE;

	if (!kin.p && form.n > 1 && form.p[form.n - 1] == 's')
		kin = find(slice_sub(form, 0, form.n - 1));
	return kin;
}
