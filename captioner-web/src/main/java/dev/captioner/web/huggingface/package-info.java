/** Hugging Face's inference API for image-to-text and visual-question-answering. */
@NullMarked
package dev.captioner.web.huggingface;

import org.jspecify.annotations.NullMarked;
