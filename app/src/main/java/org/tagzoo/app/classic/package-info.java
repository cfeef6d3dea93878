/** Models other than networks, by Tribuo: yardsticks that a network has to beat. */
package org.tagzoo.app.classic;
