/** Decodes the pictures of WebP files row by row: VP8 key frames, VP8L images and opacities. */
@Internal
@NullMarked
package dev.captioner.image.webp;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
