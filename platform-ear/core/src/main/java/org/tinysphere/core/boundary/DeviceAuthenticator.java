package org.tinysphere.core.boundary;

/** Knows the devices' secrets; the module that owns devices offers a bean of this type. */
public interface DeviceAuthenticator {
    /**
     * @throws org.tinysphere.core.control.Problem 401 wrong secret or no such device (which of the two is not said),
     *         403 the device is retired
     */
    DeviceCaller authenticate(String id, String secret);
}
