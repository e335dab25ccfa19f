/** What can be set. */
@NullMarked
package dev.captioner.web.settings;

import org.jspecify.annotations.NullMarked;
