/** Icons, drawn by two elements each; those of event types are as in icons.json. */

import {
  mdiAccountGroupOutline,
  mdiAccountSearchOutline,
  mdiAlertCircleOutline,
  mdiBellRingOutline,
  mdiBookmarkPlusOutline,
  mdiCameraIris,
  mdiCarBrakeParking,
  mdiCarOutline,
  mdiCheck,
  mdiCheckCircle,
  mdiCheckCircleOutline,
  mdiChevronLeft,
  mdiChevronRight,
  mdiClose,
  mdiContentSaveOutline,
  mdiDownload,
  mdiFaceRecognition,
  mdiLan,
  mdiMagnify,
  mdiMicroSd,
  mdiMotionSensor,
  mdiPencilOutline,
  mdiRayVertex,
  mdiRecordRec,
  mdiShapeOutline,
  mdiShieldAlertOutline,
  mdiSpeedometer,
  mdiThumbDownOutline,
  mdiThumbUpOutline,
  mdiTimelineClockOutline,
  mdiTimelineTextOutline,
  mdiVolumeHigh,
  mdiWifi,
} from "@mdi/js";
import { html, type TemplateResult } from "lit";

export const ICONS = {
  alert: mdiAlertCircleOutline,
  check: mdiCheck,
  close: mdiClose,
  create: mdiBookmarkPlusOutline,
  download: mdiDownload,
  edit: mdiPencilOutline,
  false: mdiThumbDownOutline,
  left: mdiChevronLeft,
  reviewed: mdiCheckCircle,
  review: mdiCheckCircleOutline,
  right: mdiChevronRight,
  save: mdiContentSaveOutline,
  search: mdiMagnify,
  trigger: mdiBellRingOutline,
  true: mdiThumbUpOutline,
} as const;

export const TYPE_ICONS: Record<string, string> = {
  crowd_detection: mdiAccountGroupOutline,
  face_detection: mdiFaceRecognition,
  facedetection: mdiFaceRecognition,
  facial_analysis: mdiFaceRecognition,
  intrusion: mdiShieldAlertOutline,
  line_crossing: mdiRayVertex,
  linecross: mdiRayVertex,
  memorycard: mdiMicroSd,
  motion: mdiMotionSensor,
  net: mdiLan,
  network: mdiLan,
  object_and_scene_detection: mdiShapeOutline,
  plate_recognition: mdiCarOutline,
  post_object_and_scene_detection: mdiShapeOutline,
  qos_report: mdiSpeedometer,
  record: mdiRecordRec,
  search_multiple_users_in_image_v2: mdiAccountSearchOutline,
  snapshot: mdiCameraIris,
  sound: mdiVolumeHigh,
  timeline_sync: mdiTimelineClockOutline,
  vehicle_stopped_detection: mdiCarBrakeParking,
  wifi: mdiWifi,
  yolov4_detection: mdiShapeOutline,
};

export function typeIcon(type: string): string {
  return TYPE_ICONS[type.replaceAll("-", "_")] ?? mdiTimelineTextOutline;
}

export function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
}
