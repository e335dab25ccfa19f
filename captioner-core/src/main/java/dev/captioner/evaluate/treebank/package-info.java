/** Internal: penn Treebank tokens as coco-caption takes them. */
@Internal
@NullMarked
package dev.captioner.evaluate.treebank;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
