/** HTML pages of photos: single files without scripts and without external resources. */
@NullMarked
package dev.captioner.batch.sheet;

import org.jspecify.annotations.NullMarked;
