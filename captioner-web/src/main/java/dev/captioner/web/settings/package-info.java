/** The settings of the service. */
@NullMarked
package dev.captioner.web.settings;

import org.jspecify.annotations.NullMarked;
