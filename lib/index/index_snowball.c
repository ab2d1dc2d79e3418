#include "index_snowball.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

/* What distributions call the library whose header we are compiled with. */
static const char *const names[] = {
    "libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so.2"};

/* Put a function of the library into its place. */
static bool
find(void *library, const char *name, void *place)
{
	void *found = dlsym(library, name);

	*(void **)place = found;
	return found != NULL;
}

static bool
find_all(void *library, struct index_snowball *found)
{
	return find(library, "sb_stemmer_new", &found->stemmer_new) &&
	       find(library, "sb_stemmer_delete", &found->stemmer_delete) &&
	       find(library, "sb_stemmer_stem", &found->stemmer_stem) &&
	       find(library, "sb_stemmer_length", &found->stemmer_length);
}

const struct index_snowball *
index_snowball_open(void)
{
	/* A library is the whole process's, and so is whether it is open. */
	static struct index_snowball snowball;
	static bool open;

	for (size_t i = 0; !open && i < sizeof names / sizeof names[0]; i++) {
		void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);

		open = library != NULL && find_all(library, &snowball);
		if (library != NULL && !open)
			dlclose(library);
	}
	return open ? &snowball : NULL;
}
