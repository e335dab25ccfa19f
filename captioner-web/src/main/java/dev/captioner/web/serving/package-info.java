/** Photos to captions and answers, for many clients at once, on the model that is served. */
@NullMarked
package dev.captioner.web.serving;

import org.jspecify.annotations.NullMarked;
