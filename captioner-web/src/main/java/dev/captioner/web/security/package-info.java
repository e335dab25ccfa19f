/** Who may ask, how often, and what browsers are told to keep to. */
@NullMarked
package dev.captioner.web.security;

import org.jspecify.annotations.NullMarked;
