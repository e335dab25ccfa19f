/** Files: atomic replacement and checksums. */
@NullMarked
package dev.captioner.file;

import org.jspecify.annotations.NullMarked;
