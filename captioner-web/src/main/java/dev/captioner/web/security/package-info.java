/** API keys, their rate limit, and security headers. */
@NullMarked
package dev.captioner.web.security;

import org.jspecify.annotations.NullMarked;
