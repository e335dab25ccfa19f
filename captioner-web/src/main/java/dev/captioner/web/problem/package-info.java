/** What is said when a request cannot be answered (RFC 9457). */
@NullMarked
package dev.captioner.web.problem;

import org.jspecify.annotations.NullMarked;
