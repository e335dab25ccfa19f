/** What a photo file says about itself: when it was taken, and a description that a person gave it. */
@Internal
@NullMarked
package dev.captioner.image.metadata;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
