/** What Jenkins finds and calls by itself, translated into calls of the rooms that decide. */
@NullMarked
package io.slipway.jenkins.host;

import org.jspecify.annotations.NullMarked;
