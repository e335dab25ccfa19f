/** What TIFF files consist of: directories, which EXIF has too, and the compression of strips and tiles. */
@Internal
@NullMarked
package dev.captioner.image.tiff;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
