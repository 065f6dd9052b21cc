/**
 * What a person or a program sees of a run, a plan and of problems: text, JSON and graphs. Read
 * {@link io.slipway.cli.view.RunView} first.
 */
@NullMarked
package io.slipway.cli.view;

import org.jspecify.annotations.NullMarked;
