/** Penn Treebank tokens as coco-caption takes them. */
@NullMarked
package dev.captioner.evaluate.treebank;

import org.jspecify.annotations.NullMarked;
