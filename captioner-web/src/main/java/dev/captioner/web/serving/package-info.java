/** Photos to captions and answers for many clients: admission, deadline, cancellation, and the model in service. */
@NullMarked
package dev.captioner.web.serving;

import org.jspecify.annotations.NullMarked;
