/** The command line: puts the parts together, reads what was asked, and tells what happened. */
@NullMarked
package io.slipway.cli;

import org.jspecify.annotations.NullMarked;
