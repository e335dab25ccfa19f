/** The service as clients of Hugging Face's inference expect it, for image-to-text and visual-question-answering. */
@NullMarked
package dev.captioner.web.huggingface;

import org.jspecify.annotations.NullMarked;
