/*
 * Words in Spanish, French, Italian and Portuguese, as readers know them from
 * books and sites.
 */
#include "words_table.h"

/* A no-break space before the colon, as French is set. */
#define COLON_FR "\xc2\xa0: "

const struct words words_es = {
    .tag = "es",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Anterior",
	    [WORD_NEXT] = "Siguiente",
	    [WORD_CONTENTS] = "Índice",
	    [WORD_ON_THIS_PAGE] = "En esta página",
	    [WORD_NOTES] = "Notas",
	    [WORD_PUBLISHED_BY] = "Publicado por",
	    [WORD_LICENCE] = "Licencia",
	    [WORD_LAST_REVIEWED] = "Última revisión",
	    [WORD_NEXT_REVIEW] = "Próxima revisión",
	    [WORD_CONTACT] = "Contacto",
	    [WORD_ADDRESS] = "Dirección",
	    [WORD_CHANGES] = "Cambios",
	    [WORD_FEED] = "Canal Atom",
	    [WORD_SKIP] = "Saltar al texto",
	    [WORD_PRINT] = "Todas las páginas en una, para imprimir",
	    [WORD_OVER_GEMINI] =
		"Esta página a través de Gemini, sin navegador web",
	    [WORD_SEARCH] = "Buscar",
	    [WORD_SEARCH_PROMPT] = "Palabras que buscar",
	    [WORD_SEARCH_NONE] = "No se ha encontrado nada.",
	    [WORD_SEARCH_SOME] = ("Ninguna página tiene todas estas palabras. "
				  "Estas tienen algunas."),
	    [WORD_DID_YOU_MEAN] = "Quizá quiso decir",
	    [WORD_PLAIN_TEXT] = "Esta página en texto sin formato",
	    [WORD_UTF8] = "Esta página en UTF-8",
	    [WORD_ASCII] = "Esta página en ASCII",
	    [WORD_INDEX_OF] = "Contenido de",
	    [WORD_LISTING_EMPTY] = "Aquí no hay nada.",
	    [WORD_LISTING_CUT] = "Hay más de lo que se muestra aquí.",
	    [WORD_MOVED] = "Esta página se ha trasladado",
	    [WORD_NOT_FOUND] = "Esta página no existe.",
	    [WORD_GONE] = "Esta página se ha retirado.",
	    [WORD_BUSY] =
		"El servidor está ocupado; vuelva a intentarlo más tarde.",
	    [WORD_SLOW_DOWN] = "Demasiadas peticiones. Segundos de espera",
	    [WORD_CERTIFICATE_REQUIRED] = "Esta página pide un certificado.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Este certificado no da acceso a esta página.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Este certificado no es válido.",
	    [WORD_PROXY_REFUSED] = "Este servidor no sirve esa dirección.",
	    [WORD_BAD_REQUEST] =
		"La petición no es una dirección de Gemini válida.",
	    [WORD_NOT_GOPHER] = "Esto no es una petición de Gopher.",
	    [WORD_INCOMPLETE] = "La petición está incompleta.",
	},
};

const struct words words_fr = {
    .tag = "fr",
    .colon = COLON_FR,
    .text =
	{
	    [WORD_PREVIOUS] = "Précédent",
	    [WORD_NEXT] = "Suivant",
	    [WORD_CONTENTS] = "Sommaire",
	    [WORD_ON_THIS_PAGE] = "Sur cette page",
	    [WORD_NOTES] = "Notes",
	    [WORD_PUBLISHED_BY] = "Publié par",
	    [WORD_LICENCE] = "Licence",
	    [WORD_LAST_REVIEWED] = "Dernière révision",
	    [WORD_NEXT_REVIEW] = "Prochaine révision",
	    [WORD_CONTACT] = "Contact",
	    [WORD_ADDRESS] = "Adresse",
	    [WORD_CHANGES] = "Modifications",
	    [WORD_FEED] = "Flux Atom",
	    [WORD_SKIP] = "Aller au texte",
	    [WORD_PRINT] = "Toutes les pages en une seule, à imprimer",
	    [WORD_OVER_GEMINI] = "Cette page via Gemini, sans navigateur web",
	    [WORD_SEARCH] = "Rechercher",
	    [WORD_SEARCH_PROMPT] = "Mots à rechercher",
	    [WORD_SEARCH_NONE] = "Aucun résultat.",
	    [WORD_SEARCH_SOME] = ("Aucune page ne contient tous ces mots. "
				  "Celles-ci en contiennent certains."),
	    [WORD_DID_YOU_MEAN] = "Vouliez-vous dire",
	    [WORD_PLAIN_TEXT] = "Cette page en texte brut",
	    [WORD_UTF8] = "Cette page en UTF-8",
	    [WORD_ASCII] = "Cette page en ASCII",
	    [WORD_INDEX_OF] = "Contenu de",
	    [WORD_LISTING_EMPTY] = "Il n’y a rien ici.",
	    [WORD_LISTING_CUT] = "Il y a plus d’éléments que ceux affichés.",
	    [WORD_MOVED] = "Cette page a été déplacée",
	    [WORD_NOT_FOUND] = "Cette page n’existe pas.",
	    [WORD_GONE] = "Cette page a été retirée.",
	    [WORD_BUSY] = "Le serveur est occupé\xc2\xa0; réessayez plus tard.",
	    [WORD_SLOW_DOWN] = "Trop de requêtes. Secondes à attendre",
	    [WORD_CERTIFICATE_REQUIRED] = "Cette page demande un certificat.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Votre certificat ne donne pas accès à cette page.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Votre certificat n’est pas valide.",
	    [WORD_PROXY_REFUSED] = "Ce serveur ne sert pas cette adresse.",
	    [WORD_BAD_REQUEST] =
		"La requête n’est pas une adresse Gemini valide.",
	    [WORD_NOT_GOPHER] = "Ceci n’est pas une requête Gopher.",
	    [WORD_INCOMPLETE] = "La requête est incomplète.",
	},
};

const struct words words_it = {
    .tag = "it",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Precedente",
	    [WORD_NEXT] = "Successiva",
	    [WORD_CONTENTS] = "Indice",
	    [WORD_ON_THIS_PAGE] = "In questa pagina",
	    [WORD_NOTES] = "Note",
	    [WORD_PUBLISHED_BY] = "Pubblicato da",
	    [WORD_LICENCE] = "Licenza",
	    [WORD_LAST_REVIEWED] = "Ultima revisione",
	    [WORD_NEXT_REVIEW] = "Prossima revisione",
	    [WORD_CONTACT] = "Contatti",
	    [WORD_ADDRESS] = "Indirizzo",
	    [WORD_CHANGES] = "Modifiche",
	    [WORD_FEED] = "Feed Atom",
	    [WORD_SKIP] = "Vai al testo",
	    [WORD_PRINT] = "Tutte le pagine in una, da stampare",
	    [WORD_OVER_GEMINI] = "Questa pagina via Gemini, senza browser web",
	    [WORD_SEARCH] = "Cerca",
	    [WORD_SEARCH_PROMPT] = "Parole da cercare",
	    [WORD_SEARCH_NONE] = "Nessun risultato.",
	    [WORD_SEARCH_SOME] =
		("Nessuna pagina contiene tutte queste parole. "
		 "Queste ne contengono alcune."),
	    [WORD_DID_YOU_MEAN] = "Forse cercavi",
	    [WORD_PLAIN_TEXT] = "Questa pagina come testo semplice",
	    [WORD_UTF8] = "Questa pagina in UTF-8",
	    [WORD_ASCII] = "Questa pagina in ASCII",
	    [WORD_INDEX_OF] = "Contenuto di",
	    [WORD_LISTING_EMPTY] = "Qui non c’è nulla.",
	    [WORD_LISTING_CUT] = "C’è altro oltre a quanto mostrato.",
	    [WORD_MOVED] = "Questa pagina è stata spostata",
	    [WORD_NOT_FOUND] = "Questa pagina non esiste.",
	    [WORD_GONE] = "Questa pagina è stata rimossa.",
	    [WORD_BUSY] = "Il server è occupato; riprova più tardi.",
	    [WORD_SLOW_DOWN] = "Troppe richieste. Secondi di attesa",
	    [WORD_CERTIFICATE_REQUIRED] =
		"Questa pagina richiede un certificato.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Il certificato non dà accesso a questa pagina.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Il certificato non è valido.",
	    [WORD_PROXY_REFUSED] =
		"Questo server non gestisce quell’indirizzo.",
	    [WORD_BAD_REQUEST] =
		"La richiesta non è un indirizzo Gemini valido.",
	    [WORD_NOT_GOPHER] = "Questa non è una richiesta Gopher.",
	    [WORD_INCOMPLETE] = "La richiesta è incompleta.",
	},
};

const struct words words_pt = {
    .tag = "pt",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Anterior",
	    [WORD_NEXT] = "Seguinte",
	    [WORD_CONTENTS] = "Índice",
	    [WORD_ON_THIS_PAGE] = "Nesta página",
	    [WORD_NOTES] = "Notas",
	    [WORD_PUBLISHED_BY] = "Publicado por",
	    [WORD_LICENCE] = "Licença",
	    [WORD_LAST_REVIEWED] = "Última revisão",
	    [WORD_NEXT_REVIEW] = "Próxima revisão",
	    [WORD_CONTACT] = "Contacto",
	    [WORD_ADDRESS] = "Endereço",
	    [WORD_CHANGES] = "Alterações",
	    [WORD_FEED] = "Feed Atom",
	    [WORD_SKIP] = "Saltar para o texto",
	    [WORD_PRINT] = "Todas as páginas numa só, para imprimir",
	    [WORD_OVER_GEMINI] = "Esta página via Gemini, sem navegador web",
	    [WORD_SEARCH] = "Pesquisar",
	    [WORD_SEARCH_PROMPT] = "Palavras a pesquisar",
	    [WORD_SEARCH_NONE] = "Nada foi encontrado.",
	    [WORD_SEARCH_SOME] =
		"Nenhuma página tem todas estas palavras. Estas têm algumas.",
	    [WORD_DID_YOU_MEAN] = "Será que quis dizer",
	    [WORD_PLAIN_TEXT] = "Esta página em texto simples",
	    [WORD_UTF8] = "Esta página em UTF-8",
	    [WORD_ASCII] = "Esta página em ASCII",
	    [WORD_INDEX_OF] = "Conteúdo de",
	    [WORD_LISTING_EMPTY] = "Não há nada aqui.",
	    [WORD_LISTING_CUT] = "Há mais do que aqui se mostra.",
	    [WORD_MOVED] = "Esta página mudou de lugar",
	    [WORD_NOT_FOUND] = "Esta página não existe.",
	    [WORD_GONE] = "Esta página foi retirada.",
	    [WORD_BUSY] =
		"O servidor está ocupado; tente novamente mais tarde.",
	    [WORD_SLOW_DOWN] = "Demasiados pedidos. Segundos de espera",
	    [WORD_CERTIFICATE_REQUIRED] = "Esta página pede um certificado.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"O seu certificado não dá acesso a esta página.",
	    [WORD_CERTIFICATE_NOT_VALID] = "O seu certificado não é válido.",
	    [WORD_PROXY_REFUSED] = "Este servidor não serve esse endereço.",
	    [WORD_BAD_REQUEST] = "O pedido não é um endereço Gemini válido.",
	    [WORD_NOT_GOPHER] = "Isto não é um pedido Gopher.",
	    [WORD_INCOMPLETE] = "O pedido está incompleto.",
	},
};

const struct words words_pt_br = {
    .tag = "pt-BR",
    .colon = ": ",
    .text =
	{
	    [WORD_PREVIOUS] = "Anterior",
	    [WORD_NEXT] = "Próxima",
	    [WORD_CONTENTS] = "Índice",
	    [WORD_ON_THIS_PAGE] = "Nesta página",
	    [WORD_NOTES] = "Notas",
	    [WORD_PUBLISHED_BY] = "Publicado por",
	    [WORD_LICENCE] = "Licença",
	    [WORD_LAST_REVIEWED] = "Última revisão",
	    [WORD_NEXT_REVIEW] = "Próxima revisão",
	    [WORD_CONTACT] = "Contato",
	    [WORD_ADDRESS] = "Endereço",
	    [WORD_CHANGES] = "Alterações",
	    [WORD_FEED] = "Feed Atom",
	    [WORD_SKIP] = "Pular para o texto",
	    [WORD_PRINT] = "Todas as páginas em uma só, para imprimir",
	    [WORD_OVER_GEMINI] = "Esta página via Gemini, sem navegador web",
	    [WORD_SEARCH] = "Pesquisar",
	    [WORD_SEARCH_PROMPT] = "Palavras a pesquisar",
	    [WORD_SEARCH_NONE] = "Nada foi encontrado.",
	    [WORD_SEARCH_SOME] =
		"Nenhuma página tem todas estas palavras. Estas têm algumas.",
	    [WORD_DID_YOU_MEAN] = "Você quis dizer",
	    [WORD_PLAIN_TEXT] = "Esta página em texto simples",
	    [WORD_UTF8] = "Esta página em UTF-8",
	    [WORD_ASCII] = "Esta página em ASCII",
	    [WORD_INDEX_OF] = "Conteúdo de",
	    [WORD_LISTING_EMPTY] = "Não há nada aqui.",
	    [WORD_LISTING_CUT] = "Há mais do que é mostrado aqui.",
	    [WORD_MOVED] = "Esta página mudou de lugar",
	    [WORD_NOT_FOUND] = "Esta página não existe.",
	    [WORD_GONE] = "Esta página foi removida.",
	    [WORD_BUSY] =
		"O servidor está ocupado; tente novamente mais tarde.",
	    [WORD_SLOW_DOWN] = "Solicitações demais. Segundos de espera",
	    [WORD_CERTIFICATE_REQUIRED] = "Esta página pede um certificado.",
	    [WORD_CERTIFICATE_NOT_AUTHORISED] =
		"Seu certificado não dá acesso a esta página.",
	    [WORD_CERTIFICATE_NOT_VALID] = "Seu certificado não é válido.",
	    [WORD_PROXY_REFUSED] = "Este servidor não atende a esse endereço.",
	    [WORD_BAD_REQUEST] =
		"A solicitação não é um endereço Gemini válido.",
	    [WORD_NOT_GOPHER] = "Isto não é uma solicitação Gopher.",
	    [WORD_INCOMPLETE] = "A solicitação está incompleta.",
	},
};
