import { Fragment } from 'react';
import icon from '../../resources/icon.svg';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import { CartDrawing, InvitationDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import classes from './Gallery.module.css';
import { DEVICES } from './samples.ts';

const SIZES = [16, 22, 32, 44, 96];
const STATES = ['enrolled', 'pending', 'ended'] as const;

export const PICTURES = {
  DevicePicture: () => (
    <div className={`${classes.board} ${classes.pictures}`}>
      {DEVICES.map((device) => (
        <Fragment key={device.id}>
          <span>{device.modelName}</span>
          {STATES.map((state) => (
            <span key={state} className={classes.row} title={state}>
              {SIZES.map((size) => (
                <DevicePicture key={size} device={{ ...device, state }} size={size} />
              ))}
            </span>
          ))}
        </Fragment>
      ))}
    </div>
  ),
  Drawings: () => (
    <div className={`${classes.board} ${classes.row}`}>
      <CartDrawing />
      <NothingFoundDrawing />
      <InvitationDrawing />
      {[16, 22, 40, 96].map((size) => (
        <img key={size} src={icon} width={size} height={size} alt="" />
      ))}
    </div>
  ),
};
