/** Colours of other spaces to sRGB: ICC profiles, code points and chromaticities, by arithmetic of its own. */
@Internal
@NullMarked
package dev.captioner.image.colour;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
