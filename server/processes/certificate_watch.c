#include "certificate_watch.h"

#include "file_watch.h"
#include "tls_store.h"

void
certificate_watch_configured(
    struct certificate_watch *watch, const struct config *config)
{
	if (watch->fd < 0)
		watch->fd = file_watch_open();
	for (size_t i = 0; watch->fd >= 0 && i < config->capsule_count; i++) {
		const struct config_capsule *capsule = &config->capsules[i];

		if (capsule->certificate == NULL)
			continue;
		file_watch_add(watch->fd, capsule->certificate);
		file_watch_add(watch->fd, capsule->key);
	}
}

void
certificate_watch_store(
    struct certificate_watch *watch, const struct config *config)
{
	struct tls_store_paths paths;

	if (watch->fd >= 0 && tls_store_paths(&paths, config->certs_dir,
				  config->capsules[0].host, NULL) == 0)
		file_watch_add(watch->fd, paths.certificate);
}

bool
certificate_watch_has_changed(struct certificate_watch *watch)
{
	return watch->fd >= 0 && file_watch_drain(watch->fd);
}
