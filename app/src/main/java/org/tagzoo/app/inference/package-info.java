/** An export's network, opened on a device, for whatever command computes with it. */
package org.tagzoo.app.inference;
