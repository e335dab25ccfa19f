/** Requests and answers: what is asked, in which form, and what is said to it. */
@NullMarked
package dev.captioner.web.http;

import org.jspecify.annotations.NullMarked;
