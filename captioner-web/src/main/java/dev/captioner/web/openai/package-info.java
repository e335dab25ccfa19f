/** OpenAI's chat completions API; docs/rest.md lists the supported parameters. */
@NullMarked
package dev.captioner.web.openai;

import org.jspecify.annotations.NullMarked;
