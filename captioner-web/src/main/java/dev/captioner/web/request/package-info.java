/** Reads requests: photos and options out of forms, JSON and query strings, checked and typed. */
@NullMarked
package dev.captioner.web.request;

import org.jspecify.annotations.NullMarked;
