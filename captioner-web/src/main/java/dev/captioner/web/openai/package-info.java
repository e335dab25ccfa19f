/** The service as clients of OpenAI's chat completions expect it; docs/rest.md says what becomes of what they send. */
@NullMarked
package dev.captioner.web.openai;

import org.jspecify.annotations.NullMarked;
