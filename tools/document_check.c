#include "document_check.h"
void
document_check(struct document *document)
{
	(void)document;
}
