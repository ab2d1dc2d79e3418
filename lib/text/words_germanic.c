/*
 * Words in English, German, Dutch and Swedish, as readers know them from
 * books and sites.
 */
#include "words_table.h"

const struct words words_en = {
    .tag = "en",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Previous",
	    [WORD_NEXT] = "Next",
	    [WORD_CONTENTS] = "Contents",
	    [WORD_ON_THIS_PAGE] = "On this page",
	    [WORD_NOTES] = "Notes",
	    [WORD_PUBLISHED_BY] = "Published by",
	    [WORD_LICENCE] = "Licence",
	    [WORD_LAST_REVIEWED] = "Last reviewed",
	    [WORD_NEXT_REVIEW] = "Next review",
	    [WORD_CONTACT] = "Contact",
	    [WORD_ADDRESS] = "Address",
	    [WORD_CHANGES] = "Changes",
	    [WORD_FEED] = "Atom feed",
	    [WORD_SEARCH] = "Search",
	    [WORD_SEARCH_PROMPT] = "Words to look for",
	    [WORD_SEARCH_NONE] = "Nothing was found.",
	    [WORD_SEARCH_SOME] =
		"No page has all of these words. These have some of them.",
	    [WORD_DID_YOU_MEAN] = "Did you mean",
	    [WORD_PLAIN_TEXT] = "This page as plain text",
	    [WORD_UTF8] = "This page in UTF-8",
	    [WORD_ASCII] = "This page in ASCII",
	    [WORD_INDEX_OF] = "Index of",
	    [WORD_LISTING_EMPTY] = "There is nothing here.",
	    [WORD_LISTING_CUT] = "There is more here than is shown.",
	    [WORD_MOVED] = "This page has moved",
	    [WORD_NOT_FOUND] = "There is no such page.",
	    [WORD_GONE] = "This page was taken away.",
	    [WORD_BUSY] = "The server is busy; try again later.",
	    [WORD_SLOW_DOWN] = "Too many requests. Seconds to wait",
	    [WORD_CERTIFICATE_REQUIRED] = "This page asks for a certificate.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Your certificate gives no access to this page.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Your certificate is not valid.",
	    [WORD_PROXY_REFUSED] = "This server does not serve that address.",
	    [WORD_BAD_REQUEST] = "The request is not a valid Gemini address.",
	    [WORD_NOT_GOPHER] = "This is not a Gopher request.",
	    [WORD_INCOMPLETE] = "The request is not complete.",
	},
};

const struct words words_de = {
    .tag = "de",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Zurück",
	    [WORD_NEXT] = "Weiter",
	    [WORD_CONTENTS] = "Inhalt",
	    [WORD_ON_THIS_PAGE] = "Auf dieser Seite",
	    [WORD_NOTES] = "Anmerkungen",
	    [WORD_PUBLISHED_BY] = "Herausgegeben von",
	    [WORD_LICENCE] = "Lizenz",
	    [WORD_LAST_REVIEWED] = "Zuletzt geprüft",
	    [WORD_NEXT_REVIEW] = "Nächste Prüfung",
	    [WORD_CONTACT] = "Kontakt",
	    [WORD_ADDRESS] = "Adresse",
	    [WORD_CHANGES] = "Änderungen",
	    [WORD_FEED] = "Atom-Feed",
	    [WORD_SEARCH] = "Suche",
	    [WORD_SEARCH_PROMPT] = "Suchbegriffe",
	    [WORD_SEARCH_NONE] = "Nichts gefunden.",
	    [WORD_SEARCH_SOME] = "Keine Seite enthält alle diese Wörter. Diese "
				 "enthalten einige davon.",
	    [WORD_DID_YOU_MEAN] = "Meinten Sie",
	    [WORD_PLAIN_TEXT] = "Diese Seite als reiner Text",
	    [WORD_UTF8] = "Diese Seite in UTF-8",
	    [WORD_ASCII] = "Diese Seite in ASCII",
	    [WORD_INDEX_OF] = "Inhalt von",
	    [WORD_LISTING_EMPTY] = "Hier ist nichts.",
	    [WORD_LISTING_CUT] = "Hier ist mehr, als angezeigt wird.",
	    [WORD_MOVED] = "Diese Seite ist umgezogen",
	    [WORD_NOT_FOUND] = "Diese Seite gibt es nicht.",
	    [WORD_GONE] = "Diese Seite wurde entfernt.",
	    [WORD_BUSY] = "Der Server ist ausgelastet; bitte versuchen Sie es "
			  "später noch einmal.",
	    [WORD_SLOW_DOWN] = "Zu viele Anfragen. Wartezeit in Sekunden",
	    [WORD_CERTIFICATE_REQUIRED] =
		"Diese Seite verlangt ein Zertifikat.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Ihr Zertifikat gibt keinen Zugang zu dieser Seite.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Ihr Zertifikat ist nicht gültig.",
	    [WORD_PROXY_REFUSED] =
		"Dieser Server ist für diese Adresse nicht zuständig.",
	    [WORD_BAD_REQUEST] =
		"Die Anfrage ist keine gültige Gemini-Adresse.",
	    [WORD_NOT_GOPHER] = "Das ist keine Gopher-Anfrage.",
	    [WORD_INCOMPLETE] = "Die Anfrage ist unvollständig.",
	},
};

const struct words words_nl = {
    .tag = "nl",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Vorige",
	    [WORD_NEXT] = "Volgende",
	    [WORD_CONTENTS] = "Inhoud",
	    [WORD_ON_THIS_PAGE] = "Op deze pagina",
	    [WORD_NOTES] = "Noten",
	    [WORD_PUBLISHED_BY] = "Uitgegeven door",
	    [WORD_LICENCE] = "Licentie",
	    [WORD_LAST_REVIEWED] = "Laatst herzien",
	    [WORD_NEXT_REVIEW] = "Volgende herziening",
	    [WORD_CONTACT] = "Contact",
	    [WORD_ADDRESS] = "Adres",
	    [WORD_CHANGES] = "Wijzigingen",
	    [WORD_FEED] = "Atom-feed",
	    [WORD_SEARCH] = "Zoeken",
	    [WORD_SEARCH_PROMPT] = "Zoekwoorden",
	    [WORD_SEARCH_NONE] = "Niets gevonden.",
	    [WORD_SEARCH_SOME] =
		"Geen pagina bevat al deze woorden. Deze bevatten er enkele.",
	    [WORD_DID_YOU_MEAN] = "Bedoelde u",
	    [WORD_PLAIN_TEXT] = "Deze pagina als platte tekst",
	    [WORD_UTF8] = "Deze pagina in UTF-8",
	    [WORD_ASCII] = "Deze pagina in ASCII",
	    [WORD_INDEX_OF] = "Inhoud van",
	    [WORD_LISTING_EMPTY] = "Hier is niets.",
	    [WORD_LISTING_CUT] = "Er is meer dan hier wordt getoond.",
	    [WORD_MOVED] = "Deze pagina is verplaatst",
	    [WORD_NOT_FOUND] = "Deze pagina bestaat niet.",
	    [WORD_GONE] = "Deze pagina is verwijderd.",
	    [WORD_BUSY] = "De server is bezet; probeer het later opnieuw.",
	    [WORD_SLOW_DOWN] = "Te veel verzoeken. Wachttijd in seconden",
	    [WORD_CERTIFICATE_REQUIRED] =
		"Deze pagina vraagt om een certificaat.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Uw certificaat geeft geen toegang tot deze pagina.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Uw certificaat is niet geldig.",
	    [WORD_PROXY_REFUSED] = "Deze server bedient dat adres niet.",
	    [WORD_BAD_REQUEST] = "Het verzoek is geen geldig Gemini-adres.",
	    [WORD_NOT_GOPHER] = "Dit is geen Gopher-verzoek.",
	    [WORD_INCOMPLETE] = "Het verzoek is niet volledig.",
	},
};

const struct words words_sv = {
    .tag = "sv",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Föregående",
	    [WORD_NEXT] = "Nästa",
	    [WORD_CONTENTS] = "Innehåll",
	    [WORD_ON_THIS_PAGE] = "På den här sidan",
	    [WORD_NOTES] = "Noter",
	    [WORD_PUBLISHED_BY] = "Utgivare",
	    [WORD_LICENCE] = "Licens",
	    [WORD_LAST_REVIEWED] = "Senast granskad",
	    [WORD_NEXT_REVIEW] = "Nästa granskning",
	    [WORD_CONTACT] = "Kontakt",
	    [WORD_ADDRESS] = "Adress",
	    [WORD_CHANGES] = "Ändringar",
	    [WORD_FEED] = "Atom-flöde",
	    [WORD_SEARCH] = "Sök",
	    [WORD_SEARCH_PROMPT] = "Sökord",
	    [WORD_SEARCH_NONE] = "Inget hittades.",
	    [WORD_SEARCH_SOME] =
		"Ingen sida har alla dessa ord. Dessa har några av dem.",
	    [WORD_DID_YOU_MEAN] = "Menade du",
	    [WORD_PLAIN_TEXT] = "Den här sidan som ren text",
	    [WORD_UTF8] = "Den här sidan i UTF-8",
	    [WORD_ASCII] = "Den här sidan i ASCII",
	    [WORD_INDEX_OF] = "Innehåll i",
	    [WORD_LISTING_EMPTY] = "Här finns ingenting.",
	    [WORD_LISTING_CUT] = "Här finns mer än vad som visas.",
	    [WORD_MOVED] = "Sidan har flyttats",
	    [WORD_NOT_FOUND] = "Sidan finns inte.",
	    [WORD_GONE] = "Sidan har tagits bort.",
	    [WORD_BUSY] = "Servern är upptagen; försök igen senare.",
	    [WORD_SLOW_DOWN] = "För många förfrågningar. Väntetid i sekunder",
	    [WORD_CERTIFICATE_REQUIRED] = "Sidan kräver ett certifikat.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Ditt certifikat ger inte tillgång till sidan.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Ditt certifikat är inte giltigt.",
	    [WORD_PROXY_REFUSED] =
		"Den här servern hanterar inte den adressen.",
	    [WORD_BAD_REQUEST] = "Förfrågan är ingen giltig Gemini-adress.",
	    [WORD_NOT_GOPHER] = "Detta är ingen Gopher-förfrågan.",
	    [WORD_INCOMPLETE] = "Förfrågan är ofullständig.",
	},
};
