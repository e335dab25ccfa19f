/** Internal: files: atomic replacement, checksums, names. */
@Internal
@NullMarked
package dev.captioner.file;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
