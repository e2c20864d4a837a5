/** Keys in tokens behind PKCS#11 libraries, by a thin binding of our own. */
@NullMarked
package io.traceconnector.app.keys.pkcs11;

import org.jspecify.annotations.NullMarked;
