/** Internal: files: atomic replacement and checksums. */
@Internal
@NullMarked
package dev.captioner.file;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
