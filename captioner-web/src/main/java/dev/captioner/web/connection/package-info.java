/** The connections of clients, below the servlet API: Tomcat's connector, and what it answers without a servlet. */
@NullMarked
package dev.captioner.web.connection;

import org.jspecify.annotations.NullMarked;
