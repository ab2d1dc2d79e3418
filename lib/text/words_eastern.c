/*
 * Words in Polish, Russian and Greek, as readers know them from
 * books and sites; where those have no verb there is none here: "Wydawca", a
 * noun, for "published by".
 */
#include "words_table.h"

const struct words words_pl = {
    .tag = "pl",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Poprzednia",
	    [WORD_NEXT] = "Następna",
	    [WORD_CONTENTS] = "Spis treści",
	    [WORD_ON_THIS_PAGE] = "Na tej stronie",
	    [WORD_NOTES] = "Przypisy",
	    [WORD_PUBLISHED_BY] = "Wydawca",
	    [WORD_LICENCE] = "Licencja",
	    [WORD_LAST_REVIEWED] = "Ostatnia weryfikacja",
	    [WORD_NEXT_REVIEW] = "Następna weryfikacja",
	    [WORD_CONTACT] = "Kontakt",
	    [WORD_ADDRESS] = "Adres",
	    [WORD_CHANGES] = "Zmiany",
	    [WORD_FEED] = "Kanał Atom",
	    [WORD_SKIP] = "Przejdź do tekstu",
	    [WORD_PRINT] = "Wszystkie strony na jednej, do druku",
	    [WORD_OVER_GEMINI] = "Ta strona przez Gemini, bez przeglądarki WWW",
	    [WORD_SEARCH] = "Szukaj",
	    [WORD_SEARCH_PROMPT] = "Szukane słowa",
	    [WORD_SEARCH_NONE] = "Nic nie znaleziono.",
	    [WORD_SEARCH_SOME] = ("Żadna strona nie zawiera wszystkich tych "
				  "słów. Te zawierają niektóre z nich."),
	    [WORD_DID_YOU_MEAN] = "Czy chodziło o",
	    [WORD_PLAIN_TEXT] = "Ta strona jako zwykły tekst",
	    [WORD_UTF8] = "Ta strona w UTF-8",
	    [WORD_ASCII] = "Ta strona w ASCII",
	    [WORD_INDEX_OF] = "Zawartość katalogu",
	    [WORD_LISTING_EMPTY] = "Nic tu nie ma.",
	    [WORD_LISTING_CUT] = "Jest tu więcej, niż pokazano.",
	    [WORD_MOVED] = "Ta strona została przeniesiona",
	    [WORD_NOT_FOUND] = "Nie ma takiej strony.",
	    [WORD_GONE] = "Ta strona została usunięta.",
	    [WORD_BUSY] = "Serwer jest zajęty; spróbuj później.",
	    [WORD_SLOW_DOWN] = "Zbyt wiele żądań. Czas oczekiwania w sekundach",
	    [WORD_CERTIFICATE_REQUIRED] = "Ta strona wymaga certyfikatu.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Ten certyfikat nie daje dostępu do tej strony.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Ten certyfikat jest nieważny.",
	    [WORD_PROXY_REFUSED] = "Ten serwer nie obsługuje tego adresu.",
	    [WORD_BAD_REQUEST] = "Żądanie nie jest prawidłowym adresem Gemini.",
	    [WORD_NOT_GOPHER] = "To nie jest żądanie Gopher.",
	    [WORD_INCOMPLETE] = "Żądanie jest niekompletne.",
	},
};

const struct words words_ru = {
    .tag = "ru",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Назад",
	    [WORD_NEXT] = "Далее",
	    [WORD_CONTENTS] = "Содержание",
	    [WORD_ON_THIS_PAGE] = "На этой странице",
	    [WORD_NOTES] = "Примечания",
	    [WORD_PUBLISHED_BY] = "Издатель",
	    [WORD_LICENCE] = "Лицензия",
	    [WORD_LAST_REVIEWED] = "Последняя проверка",
	    [WORD_NEXT_REVIEW] = "Следующая проверка",
	    [WORD_CONTACT] = "Контакты",
	    [WORD_ADDRESS] = "Адрес",
	    [WORD_CHANGES] = "Изменения",
	    [WORD_FEED] = "Лента Atom",
	    [WORD_SKIP] = "Перейти к тексту",
	    [WORD_PRINT] = "Все страницы на одной, для печати",
	    [WORD_OVER_GEMINI] =
		"Эта страница по протоколу Gemini, без веб-браузера",
	    [WORD_SEARCH] = "Поиск",
	    [WORD_SEARCH_PROMPT] = "Что искать",
	    [WORD_SEARCH_NONE] = "Ничего не найдено.",
	    [WORD_SEARCH_SOME] = ("Ни на одной странице нет всех этих слов. На "
				  "этих есть некоторые."),
	    [WORD_DID_YOU_MEAN] = "Возможно, вы имели в виду",
	    [WORD_PLAIN_TEXT] = "Эта страница простым текстом",
	    [WORD_UTF8] = "Эта страница в UTF-8",
	    [WORD_ASCII] = "Эта страница в ASCII",
	    [WORD_INDEX_OF] = "Содержимое",
	    [WORD_LISTING_EMPTY] = "Здесь ничего нет.",
	    [WORD_LISTING_CUT] = "Показано не всё.",
	    [WORD_MOVED] = "Страница перемещена",
	    [WORD_NOT_FOUND] = "Такой страницы нет.",
	    [WORD_GONE] = "Страница удалена.",
	    [WORD_BUSY] = "Сервер занят, попробуйте позже.",
	    [WORD_SLOW_DOWN] = "Слишком много запросов. Ожидание в секундах",
	    [WORD_CERTIFICATE_REQUIRED] = "Для этой страницы нужен сертификат.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Ваш сертификат не даёт доступа к этой странице.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Ваш сертификат недействителен.",
	    [WORD_PROXY_REFUSED] = "Этот сервер не обслуживает такой адрес.",
	    [WORD_BAD_REQUEST] =
		"Запрос не является допустимым адресом Gemini.",
	    [WORD_NOT_GOPHER] = "Это не запрос Gopher.",
	    [WORD_INCOMPLETE] = "Запрос неполный.",
	},
};

const struct words words_el = {
    .tag = "el",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Προηγούμενη",
	    [WORD_NEXT] = "Επόμενη",
	    [WORD_CONTENTS] = "Περιεχόμενα",
	    [WORD_ON_THIS_PAGE] = "Σε αυτή τη σελίδα",
	    [WORD_NOTES] = "Σημειώσεις",
	    [WORD_PUBLISHED_BY] = "Εκδότης",
	    [WORD_LICENCE] = "Άδεια χρήσης",
	    [WORD_LAST_REVIEWED] = "Τελευταία αναθεώρηση",
	    [WORD_NEXT_REVIEW] = "Επόμενη αναθεώρηση",
	    [WORD_CONTACT] = "Επικοινωνία",
	    [WORD_ADDRESS] = "Διεύθυνση",
	    [WORD_CHANGES] = "Αλλαγές",
	    [WORD_FEED] = "Ροή Atom",
	    [WORD_SKIP] = "Μετάβαση στο κείμενο",
	    [WORD_PRINT] = "Όλες οι σελίδες σε μία, για εκτύπωση",
	    [WORD_OVER_GEMINI] =
		"Αυτή η σελίδα μέσω Gemini, χωρίς πρόγραμμα περιήγησης",
	    [WORD_SEARCH] = "Αναζήτηση",
	    [WORD_SEARCH_PROMPT] = "Λέξεις για αναζήτηση",
	    [WORD_SEARCH_NONE] = "Δεν βρέθηκε τίποτα.",
	    [WORD_SEARCH_SOME] =
		("Καμία σελίδα δεν έχει όλες αυτές τις λέξεις. "
		 "Αυτές έχουν μερικές."),
	    [WORD_DID_YOU_MEAN] = "Μήπως εννοείτε",
	    [WORD_PLAIN_TEXT] = "Αυτή η σελίδα ως απλό κείμενο",
	    [WORD_UTF8] = "Αυτή η σελίδα σε UTF-8",
	    [WORD_ASCII] = "Αυτή η σελίδα σε ASCII",
	    [WORD_INDEX_OF] = "Περιεχόμενα του",
	    [WORD_LISTING_EMPTY] = "Δεν υπάρχει τίποτα εδώ.",
	    [WORD_LISTING_CUT] = "Υπάρχουν περισσότερα από όσα εμφανίζονται.",
	    [WORD_MOVED] = "Η σελίδα μεταφέρθηκε",
	    [WORD_NOT_FOUND] = "Αυτή η σελίδα δεν υπάρχει.",
	    [WORD_GONE] = "Η σελίδα αποσύρθηκε.",
	    [WORD_BUSY] =
		"Ο διακομιστής είναι απασχολημένος. Δοκιμάστε αργότερα.",
	    [WORD_SLOW_DOWN] = "Πάρα πολλά αιτήματα. Δευτερόλεπτα αναμονής",
	    [WORD_CERTIFICATE_REQUIRED] = "Αυτή η σελίδα ζητά πιστοποιητικό.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Το πιστοποιητικό σας δεν δίνει πρόσβαση σε αυτή τη σελίδα.",
	    [WORD_CERTIFICATE_NOT_VALID] =
		"Το πιστοποιητικό σας δεν είναι έγκυρο.",
	    [WORD_PROXY_REFUSED] =
		"Ο διακομιστής δεν εξυπηρετεί αυτή τη διεύθυνση.",
	    [WORD_BAD_REQUEST] = "Το αίτημα δεν είναι έγκυρη διεύθυνση Gemini.",
	    [WORD_NOT_GOPHER] = "Αυτό δεν είναι αίτημα Gopher.",
	    [WORD_INCOMPLETE] = "Το αίτημα είναι ελλιπές.",
	},
};
