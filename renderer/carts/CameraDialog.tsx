import { Alert, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Carts.module.css';
import { cameraProblem, readCodes } from './camera.ts';

/** Reads barcodes and QR codes with the camera until it is closed; each code is told once until another comes. */
export function CameraDialog({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('carts.camera.title')}
      size={460}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Viewfinder onCode={onCode} />
    </Modal>
  );
}

/** Apart from the dialog, which shows what is in it later than it is there itself. */
function Viewfinder({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onCode);
  told.current = onCode;
  const [last, setLast] = useState('');
  const [problem, setProblem] = useState<ReturnType<typeof cameraProblem> | 'refused'>(() => cameraProblem());
  useEffect(() => {
    if (cameraProblem() !== undefined || video.current === null) return;
    let before = '';
    const reading = readCodes(video.current, (code) => {
      if (code === before) return;
      before = code;
      setLast(code);
      told.current(code);
    });
    reading.started.catch((error: unknown) =>
      setProblem(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none'),
    );
    return () => reading.stop();
  }, []);
  if (problem !== undefined)
    return (
      <Alert color="yellow" variant="light" role="alert">
        {t(`carts.camera.${problem}`)}
      </Alert>
    );
  return (
    <>
      <video ref={video} className={classes.video} muted playsInline aria-label={t('carts.camera.title')} />
      <p className={classes.soft}>{t('carts.camera.hint')}</p>
      <p aria-live="polite">{last !== '' && t('carts.camera.last', { code: last })}</p>
    </>
  );
}
