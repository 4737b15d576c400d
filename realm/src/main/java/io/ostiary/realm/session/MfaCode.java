package io.ostiary.realm.session;

/**
 * A code of an MFA device.
 *
 * @param serialNumber the device's ARN
 */
public record MfaCode(String serialNumber, String code) {
  @Override
  public String toString() {
    return "MfaCode(" + serialNumber + ")";
  }
}
