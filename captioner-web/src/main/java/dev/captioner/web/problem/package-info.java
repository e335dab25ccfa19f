/** Problems: why a request fails, as RFC 9457 and as other protocols write it. */
@NullMarked
package dev.captioner.web.problem;

import org.jspecify.annotations.NullMarked;
