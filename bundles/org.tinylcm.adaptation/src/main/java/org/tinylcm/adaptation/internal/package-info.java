/** Guarded self-adaptation, and feedback from outside. */
package org.tinylcm.adaptation.internal;
