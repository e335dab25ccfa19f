/** Internal: the network in plain Java, forward only: what captions and answers are computed with. */
@Internal
@NullMarked
package dev.captioner.model.inference;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
