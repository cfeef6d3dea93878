/** Commands: parse, call, print, exit code. {@link org.tagzoo.app.cli.TagZoo} is the program. */
package org.tagzoo.app.cli;
