/** What a program is made of: its libraries, what they contain of others, and which of it is known to be vulnerable. */
@NullMarked
package dev.captioner.testing.supply;

import org.jspecify.annotations.NullMarked;
